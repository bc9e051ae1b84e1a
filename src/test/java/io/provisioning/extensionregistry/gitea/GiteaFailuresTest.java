package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.SampleExtensions;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaFailuresTest extends GiteaRouteTest {
    @BeforeEach
    void fill() {
        SampleExtensions.in(gitea);
    }

    @DisplayName("E5: a token that is not valid is refused even for what is public")
    @Test
    void aBadTokenIsAFailure() throws Exception {
        gitea.token("s3cret", false);
        BackendAnswer answer = routesWith("wrong-s3cret").list();
        assertThat(reason(answer)).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(answer.failure().message()).doesNotContain("wrong").doesNotContain("127.0.0.1");
        assertThat(gitea.targets()).hasSize(1);
        assertThat(reason(routes().ping())).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(reason(routes().find("provider", "aws"))).isEqualTo(Reason.UNAUTHORIZED);
    }

    @DisplayName("E6: a token that may not read releases fails the list; its scope is not shown as an empty catalogue")
    @Test
    void aTokenWithoutScopeIsAFailure() {
        gitea.traffic().fault("/releases?", StubAnswer.of(403, "application/json", Wire.file("error-403-scope.json")));
        assertThat(reason(routes().list())).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(reason(routes().versions("provider", "aws"))).isEqualTo(Reason.UNAUTHORIZED);
        gitea.traffic().heal();
        gitea.traffic().fault("/repos?", StubAnswer.of(403, "application/json", Wire.file("error-403-scope.json")));
        assertThat(reason(routes().ping())).isEqualTo(Reason.UNAUTHORIZED);
    }

    @DisplayName("E7: a private organization looks empty to nobody in particular, and that is said")
    @Test
    void whatIsHiddenIsCounted() {
        gitea.ownerIsPrivate();
        BackendAnswer answer = routes().list();
        assertThat(ids(answer)).isEmpty();
        assertThat(answer.skipped()).isEqualTo(Map.of("not_visible", 5));
        for (String name :
                new String[] {"aws_prov", "upcloud_prov", "kubernetes_taskserv", "buildkit_cluster", "website"}) {
            gitea.named(name).closed();
        }
        assertThat(routes().list().skipped()).isEqualTo(Map.of("not_visible", 1));
    }

    @Test
    void anEmptyOrganizationIsEmptyToWhoeverIsLetIn() throws Exception {
        gitea.token("s3cret", false);
        gitea.repositories().forEach(gitea::delete);
        BackendAnswer answer = routesWith("s3cret").list();
        assertThat(ids(answer)).isEmpty();
        assertThat(answer.skipped()).isEmpty();
    }

    @Test
    void anOwnerThatDoesNotExistIsAFailureAndNoNo() {
        BackendAnswer answer = routes("nobody", null).list();
        assertThat(reason(answer)).isEqualTo(Reason.INVALID_ANSWER);
        assertThat(reason(routes().ping())).isEqualTo(Reason.INVALID_ANSWER);
        assertThat(reason(routes().find("provider", "aws"))).isEqualTo(Reason.INVALID_ANSWER);
        assertThat(reason(routes().versions("provider", "aws"))).isEqualTo(Reason.INVALID_ANSWER);
    }

    @DisplayName(
            "E6: a token that may list neither an organization's repositories nor a user's is told the scope for the first")
    @Test
    void theScopeThatIsMissingIsNamed() {
        gitea.traffic().fault("/api/v1/orgs/", lacking("read:organization"));
        gitea.traffic().fault("/api/v1/users/", lacking("read:user"));
        assertThat(routes().list().failure().message()).contains("required=[read:organization]");
        assertThat(reason(routes().ping())).isEqualTo(Reason.UNAUTHORIZED);
    }

    @DisplayName("E6: an organization's token does not find an organization that does not exist")
    @Test
    void theOrganizationThatIsMissingIsNamed() {
        gitea.traffic().fault("/api/v1/users/", lacking("read:user"));
        BackendAnswer answer = routes("nobody", null).list();
        assertThat(reason(answer)).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(answer.failure().message()).contains("no organization").contains("read:user");
    }

    private static StubAnswer lacking(String scope) {
        String body = "{\"message\":\"token does not have at least one of required scope(s), required=[" + scope
                + "], token scope=read:repository\",\"url\":\"http://git.example.test/git/api/swagger\"}";
        return StubAnswer.of(403, "application/json;charset=utf-8", body);
    }

    @DisplayName("E8: one repository that denies its releases, or is gone, does not fail the list")
    @Test
    void oneRepositoryFailsAlone() {
        gitea.traffic().fault("aws_prov/releases?", StubAnswer.of(403, "application/json", "{\"message\":\"no\"}"));
        gitea.traffic().fault("upcloud_prov/releases?", StubAnswer.status(404));
        BackendAnswer answer = routes().list();
        assertThat(ids(answer)).containsExactly("cluster/buildkit", "taskserv/kubernetes");
        assertThat(answer.skipped()).isEqualTo(Map.of("forbidden", 1, "gone", 1));
        assertThat(reason(routes().find("provider", "aws"))).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(routes().find("provider", "upcloud").outcome()).isEqualTo(BackendAnswer.Outcome.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({"500, UNAVAILABLE", "503, UNAVAILABLE", "401, UNAUTHORIZED", "429, RATE_LIMITED", "418, INVALID_ANSWER"
    })
    void aMissingAnswerIsNeverANo(int status, Reason reason) {
        gitea.traffic()
                .fault(
                        "kubernetes_taskserv/releases?",
                        StubAnswer.status(status).with("Retry-After", "7"));
        assertThat(reason(routes().list())).isEqualTo(reason);
        BackendAnswer find = routes().find("taskserv", "kubernetes");
        assertThat(reason(find)).isEqualTo(reason);
        assertThat(find.failure().retryAfter() != null).isEqualTo(status == 429 || status >= 500);
        assertThat(reason(routes().versions("taskserv", "kubernetes"))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "{}", "", "[{}]", "[null]"})
    void anAnswerOfAnotherShapeIsAFailure(String body) {
        gitea.traffic().fault("upcloud_prov/releases?", StubAnswer.json(body));
        assertThat(reason(routes().list())).isEqualTo(Reason.INVALID_ANSWER);
    }

    @DisplayName("E25: a server that is down or does not answer fails the probe")
    @ParameterizedTest
    @CsvSource({"424, INVALID_ANSWER", "503, UNAVAILABLE"})
    void aProbeFailsWithTheServer(int status, Reason reason) {
        assertThat(routes().ping().outcome()).isEqualTo(BackendAnswer.Outcome.ANSWERED);
        assertThat(gitea.targets()).containsExactly("/api/v1/orgs/provisioning/repos?limit=1");
        gitea.traffic().fault("/", StubAnswer.status(status));
        assertThat(reason(routes().ping())).isEqualTo(reason);
    }

    @DisplayName("E25: nobody listens")
    @Test
    void aProbeFailsWithoutAServer() {
        routes();
        gitea.close();
        assertThat(reason(routes().ping())).isEqualTo(Reason.REFUSED);
        assertThat(reason(routes().list())).isEqualTo(Reason.REFUSED);
    }

    @Test
    void nothingIsAskedAfterTheDeadline() {
        assertThat(reason(routes().askUntil("list", Instant.EPOCH))).isEqualTo(Reason.TIMEOUT);
        assertThat(gitea.targets()).isEmpty();
    }

    @DisplayName("E34: links that lead in a circle end with what was found")
    @Test
    void aCircleOfPagesEnds() {
        gitea.traffic()
                .fault(
                        "/orgs/",
                        StubAnswer.of(200, "application/json", Wire.file("org-repos.json"))
                                .with(
                                        "Link",
                                        "<https://x/api/v1/orgs/provisioning/repos?limit=50&page=2>; rel=\"next\""));
        BackendAnswer answer = routes().list();
        assertThat(ids(answer)).containsExactly("provider/aws", "taskserv/kubernetes");
        assertThat(answer.skipped()).containsEntry("page_limit", 1);
    }

    @DisplayName("E22: a sidecar that cannot be had or read means no checksum, never a failure")
    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404, 429, 500})
    void aBadSidecarIsNoChecksum(int status) {
        gitea.traffic().fault(".sha256", StubAnswer.of(status, "text/html", "<html>Sign In</html>"));
        BackendAnswer answer = routes().list();
        assertThat(ids(answer)).hasSize(4);
        assertThat(answer.extensions())
                .allMatch(extension -> extension.latest().artifact().checksum() == null);
        gitea.traffic().heal();
        assertThat(routes().list().extensions())
                .allMatch(extension -> extension.latest().artifact().checksum() != null);
    }

    @DisplayName("E22: a sidecar is not read beyond 64 KiB")
    @Test
    void aHugeSidecarIsNoChecksum() {
        String line = "ab".repeat(32) + "  other.tar.gz\n";
        gitea.traffic().fault(".sha256", StubAnswer.of(200, "application/octet-stream", line.repeat(2000)));
        assertThat(routes().list().extensions())
                .hasSize(4)
                .allMatch(extension -> extension.latest().artifact().checksum() == null);
    }

    @DisplayName("E59: no failure shows an address or a token")
    @Test
    void noFailureShowsAnAddressOrAToken() throws Exception {
        gitea.token("s3cret-s3cret-s3cret", false);
        gitea.traffic()
                .fault(
                        "/",
                        StubAnswer.of(
                                403,
                                "application/json",
                                "{\"message\":\"token s3cret-s3cret-s3cret denied at http://127.0.0.1\"}"));
        assertThat(routesWith("s3cret-s3cret-s3cret").list().failure().message())
                .doesNotContain("s3cret")
                .doesNotContain("127.0.0.1");
    }
}
