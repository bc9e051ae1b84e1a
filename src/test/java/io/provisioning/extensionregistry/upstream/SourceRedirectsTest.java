package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestCertificate;
import io.provisioning.extensionregistry.support.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SourceRedirectsTest {
    private static final Map<String, Object> WITH_TOKEN = Map.of("authorization", "token s3cret");

    private StubServer source;
    private StubServer other;

    @BeforeEach
    void start() {
        source = StubServer.start();
        other = StubServer.start();
    }

    @AfterEach
    void stop() {
        source.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("E3: a redirect within the source is followed with the credentials")
    void withinTheSourceCredentialsAreKept(int status) throws Exception {
        source.on("/repos/old/a?page=2", StubAnswer.redirect(status, "/repos/new/a%2Fb?page=2"));
        source.on("/repos/new/a%2Fb?page=2", StubAnswer.json("{}"));
        try (WireCall call = call()) {
            SourceReply reply = call.get(SourceRequest.json(source.url("/repos/old/a?page=2")), WITH_TOKEN, Map.of());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(source.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.header("authorization")).contains("token s3cret");
                assertThat(request.header("accept")).contains("application/json");
                assertThat(request.header("accept-encoding")).contains("identity");
            });
        }
    }

    @Test
    @DisplayName(
            "E4, E23, E41: a redirect to another origin is followed without credentials, and they do not come back")
    void elsewhereGoesWithoutCredentials() throws Exception {
        source.on("/a", StubAnswer.redirect(303, other.url() + "/bucket/a?X-Amz-Signature=a%2Bb%3D"));
        other.on("/bucket/a?X-Amz-Signature=a%2Bb%3D", StubAnswer.redirect(302, source.url() + "/b"));
        source.on("/b", StubAnswer.json("{}"));
        try (WireCall call = call()) {
            call.get(SourceRequest.json(source.url("/a")), WITH_TOKEN, Map.of());

            assertThat(source.requests().get(0).header("authorization")).isPresent();
            assertThat(other.requests()).hasSize(1).allSatisfy(request -> assertThat(request.headers())
                    .doesNotContainKeys("authorization", "cookie"));
            assertThat(source.requests().get(1).headers()).doesNotContainKey("authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/login", "/user/login?redirect_to=%2Fa", "/sub/path/user/login"})
    @DisplayName("E24: a redirect to the log-in page is a refusal, not a file")
    void theLogInPageIsARefusal(String login) throws Exception {
        source.on("/a", StubAnswer.redirect(303, login));
        source.on(login, StubAnswer.of(200, "text/html", "<html>"));
        try (WireCall call = call()) {
            assertThat(call.failure(source.url("/a")))
                    .isEqualTo(Failure.of(Reason.UNAUTHORIZED, "the source asks for a log-in"));
            assertThat(source.targets()).containsExactly("/a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/orgs/old/repos?page=2, /git/api/v1/orgs/new/repos?page=2, /api/v1/orgs/new/repos?page=2",
        "/o/a_prov/releases/download/v1%2F2/a%20b.tgz, /x/y/o/b_prov/releases/download/v1%2F2/a%20b.tgz,"
                + " /o/b_prov/releases/download/v1%2F2/a%20b.tgz",
        "/o/a_prov/archive/1.0.tar.gz, /git/n/a_prov/archive/1.0.tar.gz, /n/a_prov/archive/1.0.tar.gz",
        "/o/a_prov/archive/1.0.tar.gz, /n/a_prov/archive/1.0.tar.gz, /n/a_prov/archive/1.0.tar.gz",
        "/o/a_prov/archive/1.0.tar.gz, /archive/1.0.tar.gz, /archive/1.0.tar.gz",
        "/o/a_prov/releases/download/1/a.tgz, /storage/6/e/6e7f, /storage/6/e/6e7f",
        "/api/v1/version, /elsewhere, /elsewhere",
        "/v2/a/manifests/1, /git/v2/b/manifests/1, /git/v2/b/manifests/1"
    })
    @DisplayName("E3: a redirect that names the public path of the source is followed without it")
    void thePublicPathIsTakenOutOfRedirects(String asked, String location, String followed) throws Exception {
        source.on(asked, StubAnswer.redirect(307, location));
        source.on(followed, StubAnswer.json("{}"));
        try (WireCall call = call()) {
            SourceReply reply = call.get(SourceRequest.json(source.url(asked)), WITH_TOKEN, Map.of());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(source.targets()).containsExactly(asked, followed);
            assertThat(source.requests().get(1).header("authorization")).contains("token s3cret");
        }
    }

    @Test
    @DisplayName("E3: a redirect of a source that is asked below a path stays below it")
    void aConfiguredPathIsKept() throws Exception {
        source.on("/in/api/v1/repos/o/a", StubAnswer.redirect(301, "/git/api/v1/repos/o/b"));
        source.on("/in/api/v1/repos/o/b", StubAnswer.redirect(301, "/in/api/v1/repos/o/c"));
        source.on("/in/api/v1/repos/o/c", StubAnswer.json("{}"));
        try (WireCall call = new WireCall(settings(source.url() + "/in", List.of()))) {
            assertThat(call.get(source.url("/in/api/v1/repos/o/a")).status()).isEqualTo(200);
        }
    }

    @Test
    void aLoopIsAnInvalidAnswer() throws Exception {
        source.on("/a", StubAnswer.redirect(302, "/b"));
        source.on("/b", StubAnswer.redirect(302, "/a"));
        try (WireCall call = call()) {
            assertThat(call.failure(source.url("/a")).reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(source.requests()).hasSizeLessThan(5);
        }
    }

    @Test
    void atMostFiveRedirectsAreFollowed() throws Exception {
        source.otherwise(request -> StubAnswer.redirect(302, request.target() + "x"));
        try (WireCall call = call()) {
            assertThat(call.failure(source.url("/a")).reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(source.requests()).hasSize(1 + SourceHttpClient.MAX_REDIRECTS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://127.0.0.1/x", "http://", "http:///x", "http://a b/", "http://u:p@127.0.0.1:1/", "::"})
    void aLocationThatMeansNothingIsAnInvalidAnswer(String location) throws Exception {
        source.on("/a", StubAnswer.redirect(302, location));
        try (WireCall call = call()) {
            assertThat(call.failure(source.url("/a")).reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    @Test
    void aRedirectWithoutALocationIsAReply() throws Exception {
        source.on("/a", StubAnswer.status(302));
        try (WireCall call = call()) {
            assertThat(call.get(source.url("/a")).status()).isEqualTo(302);
        }
    }

    @Test
    @DisplayName("E23: where hosts are listed, no redirect leads to another")
    void onlyListedHostsAreFollowed() throws Exception {
        source.on("/a", StubAnswer.redirect(307, other.url() + "/a"));
        source.on("/own", StubAnswer.redirect(307, source.url() + "/b"));
        source.on("/b", StubAnswer.json("{}"));
        other.on("/a", StubAnswer.json("{}"));
        // The source is asked as localhost, so that 127.0.0.1 is another host.
        String url = source.url().replace("127.0.0.1", "localhost");
        try (WireCall strict = new WireCall(settings(url, List.of("cdn.example.com")));
                WireCall byHost = new WireCall(settings(url, List.of("127.0.0.1")));
                WireCall byPort = new WireCall(settings(url, List.of(other.authority())));
                WireCall otherPort = new WireCall(settings(url, List.of(source.authority())))) {
            java.net.URI asked = java.net.URI.create(url + "/a");
            assertThat(strict.failure(asked).reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(otherPort.failure(asked).reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(other.requests()).isEmpty();
            assertThat(byHost.get(asked).status()).isEqualTo(200);
            assertThat(byPort.get(asked).status()).isEqualTo(200);
        }
        try (WireCall own = new WireCall(settings(source.url(), List.of("cdn.example.com")))) {
            assertThat(own.get(source.url("/own")).status()).isEqualTo(200);
        }
    }

    @Test
    void aDropInsOwnHostIsTheOneThatItAsks() throws Exception {
        source.on("/own", StubAnswer.redirect(307, source.url() + "/b"));
        source.on("/b", StubAnswer.json("{}"));
        source.on("/away", StubAnswer.redirect(307, other.url().replace("127.0.0.1", "localhost") + "/b"));
        try (WireCall call = new WireCall(dropIn(List.of("cdn.example.com")))) {
            assertThat(call.get(source.url("/own")).status()).isEqualTo(200);
            assertThat(call.failure(source.url("/away")).reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void theWayFromHttpsToHttpIsRefused(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.create(folder);
        try (StubServer secure = StubServer.startTls(certificate.server());
                WireCall call = new WireCall(TestSettings.source(
                        "gitea",
                        "gitea",
                        secure.url(),
                        Duration.ofSeconds(10),
                        4,
                        certificate.pem(),
                        null,
                        List.of()))) {
            secure.on("/a", StubAnswer.redirect(302, other.url() + "/a"));
            secure.on("/b", StubAnswer.redirect(302, "/c"));
            secure.on("/c", StubAnswer.json("{}"));

            assertThat(call.failure(secure.url("/a")).reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(other.requests()).isEmpty();
            assertThat(call.get(secure.url("/b")).status()).isEqualTo(200);
        }
    }

    private WireCall call() throws Exception {
        return new WireCall(settings(source.url(), List.of()));
    }

    private static SourceSettings dropIn(List<String> hosts) {
        Duration time = Duration.ofSeconds(10);
        return new SourceSettings(
                "mirror", "mirror", null, "", null, null, null, List.of(), "auto", false, time, time, 4, 4, null, null,
                hosts, null);
    }

    private static SourceSettings settings(String url, List<String> hosts) {
        return TestSettings.source("gitea", "gitea", url, Duration.ofSeconds(10), 4, null, null, hosts);
    }
}
