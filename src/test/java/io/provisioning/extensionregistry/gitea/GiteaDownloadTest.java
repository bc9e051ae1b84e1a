package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRelease;
import io.provisioning.extensionregistry.support.SampleExtensions;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import io.provisioning.extensionregistry.upstream.Failures;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GiteaDownloadTest extends GiteaRouteTest {
    private static final byte[] AWS = TarGz.extension("provider", "aws", "1.2.0");

    @BeforeEach
    void fill() {
        SampleExtensions.in(gitea);
    }

    @Test
    void aFileIsStreamedAsItIs() throws Exception {
        Exchange done = download(latest());
        assertThat(bytes(done)).isEqualTo(AWS);
        assertThat(done.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(200);
        assertThat(done.getMessage().getHeader("Content-Length", Long.class)).isEqualTo(AWS.length);
        assertThat(gitea.targets()).last().isEqualTo("/provisioning/aws_prov/releases/download/1.2.0/aws_prov.tar.gz");
    }

    @Test
    void aRangeIsPassedOn() throws Exception {
        Exchange done = routes().download(latest(), Map.of("range", "bytes=5-9"));
        assertThat(bytes(done)).isEqualTo(java.util.Arrays.copyOfRange(AWS, 5, 10));
        assertThat(done.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(206);
        assertThat(done.getMessage().getHeader("Content-Range")).isEqualTo("bytes 5-9/" + AWS.length);
        Exchange whole = routes().download(latest(), Map.of("range", "bytes=5-9", "ifRange", "\"other\""));
        assertThat(whole.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(200);
        assertThat(bytes(whole)).isEqualTo(AWS);
        assertThat(reason(routes().download(latest(), Map.of("range", "bytes=999999-"))))
                .isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void onlyTheHeadIsAskedForIfThatIsWanted() throws Exception {
        Exchange done = routes().download(latest(), Map.of("headOnly", true));
        assertThat(bytes(done)).isEmpty();
        assertThat(done.getMessage().getHeader("Content-Length", Long.class)).isEqualTo(AWS.length);
        assertThat(gitea.traffic().requests().get(gitea.targets().size() - 1).method())
                .isEqualTo("HEAD");
    }

    @DisplayName(
            "E3: a file is had under the new names of its repository and owner, below whatever path users see them")
    @Test
    void aFileIsFollowedToItsNewName() throws Exception {
        Artifact file = latest();
        gitea.rename("aws_prov", "amazon_prov");
        gitea.renameOwner("infra");
        assertThat(bytes(download(file))).isEqualTo(AWS);
        assertThat(gitea.targets())
                .endsWith(
                        "/provisioning/aws_prov/releases/download/1.2.0/aws_prov.tar.gz",
                        "/infra/aws_prov/releases/download/1.2.0/aws_prov.tar.gz",
                        "/infra/amazon_prov/releases/download/1.2.0/aws_prov.tar.gz");
    }

    @DisplayName("E4, E23: a redirect to the storage is followed without our credentials")
    @Test
    void theStorageGetsNoCredentials() throws Exception {
        gitea.token("s3cret", false).serveDirect();
        routesWith("s3cret");
        assertThat(bytes(download(latest()))).isEqualTo(AWS);
        assertThat(gitea.storageRequests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("authorization")).isEmpty();
            assertThat(request.header("accept-encoding")).contains("identity");
        });
        assertThat(bytes(routes().download(latest(), Map.of("range", "bytes=0-3"))))
                .hasSize(4);
    }

    @DisplayName("E24: a page for people is a refusal, not a file")
    @Test
    void aLogInPageIsNoFile() {
        Artifact artifact = latest();
        gitea.logInRequired();
        assertThat(reason(download(artifact))).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(gitea.targets()).doesNotContain("/user/login");
        gitea.traffic().fault(".tar.gz", StubAnswer.of(200, "text/html; charset=utf-8", "<html></html>"));
        assertThat(reason(download(artifact))).isEqualTo(Reason.UNAUTHORIZED);
    }

    @Test
    void aFileThatIsGoneIsAFailureOfTheSource() {
        Artifact artifact = latest();
        gitea.named("aws_prov").delete("1.2.0");
        assertThat(reason(download(artifact))).isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void refusalsAndErrorsAreNamed() {
        Artifact artifact = latest();
        gitea.traffic().fault(".tar.gz", StubAnswer.status(401));
        assertThat(reason(download(artifact))).isEqualTo(Reason.UNAUTHORIZED);
        gitea.traffic().heal();
        gitea.traffic().fault(".tar.gz", StubAnswer.status(503));
        assertThat(reason(download(artifact))).isEqualTo(Reason.UNAVAILABLE);
        gitea.traffic().heal();
        gitea.traffic().fault(".tar.gz", StubAnswer.status(429));
        assertThat(reason(download(artifact))).isEqualTo(Reason.RATE_LIMITED);
    }

    @DisplayName("E14: a slash in a tag stays escaped in the address")
    @Test
    void aTagWithASlashIsDownloaded() throws Exception {
        gitea.repository("odd_prov").release("release/1.2.0").asset("odd prov+1.zip", "bytes");
        Artifact artifact = only(routes().find("provider", "odd")).latest().artifact();
        assertThat(bytes(download(artifact)))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo("bytes");
        assertThat(gitea.targets())
                .last()
                .isEqualTo("/provisioning/odd_prov/releases/download/release%2F1.2.0/odd%20prov%2B1.zip");
    }

    @DisplayName("E18: two files with one name are downloaded by their upload")
    @Test
    void twinsAreDownloaded() throws Exception {
        FakeRelease release = gitea.repository("twin_prov").release("1.0.0");
        release.asset("twin_prov.zip", "first").asset("twin_prov.zip", "second");
        Artifact artifact = only(routes().find("provider", "twin")).latest().artifact();
        assertThat(artifact.location()).startsWith(gitea.url() + "/attachments/");
        assertThat(bytes(download(artifact)))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo("second");
    }

    @Test
    void anAddressOfAnotherServerIsNotAsked() {
        Artifact foreign = new Artifact("a.zip", null, null, null, null, gitea.url() + "0/a.zip", null);
        assertThat(reason(download(foreign))).isEqualTo(Reason.INVALID_ANSWER);
        assertThat(gitea.targets()).isEmpty();
    }

    private Artifact latest() {
        return only(routes().find("provider", "aws")).latest().artifact();
    }

    private Exchange download(Artifact artifact) {
        return routes().download(artifact, Map.of());
    }

    private static byte[] bytes(Exchange done) {
        assertThat(done.getException()).isNull();
        return (byte[]) done.getMessage().getBody();
    }

    private static Reason reason(Exchange done) {
        assertThat(done.getException()).isNotNull();
        return Failures.known(done.getException()).orElseThrow().reason();
    }
}
