package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.ForwardProxy;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.TestCertificate;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source that is reached through a proxy, beside one that is not. */
class OutboundProxyIT {
    private final FakeGitea gitea = FakeGitea.sample();
    private final FakeRegistry oci = FakeRegistry.sample();
    private final ForwardProxy proxy = new ForwardProxy();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        proxy.close();
        gitea.close();
        oci.close();
    }

    private RunningRegistry start(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(TwoSources.settings(gitea, oci));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        RunningRegistry registry = RunningRegistry.start(all);
        Eventually.until("nothing is loading", () -> !sources(registry).contains("loading"));
        return registry;
    }

    private static String sources(RunningRegistry registry) {
        return header(registry.get("/extensions"), "X-Registry-Sources");
    }

    @Test
    void plainHttpIsAskedOfTheProxyByTheWholeAddressFilesElsewhereToo() throws Exception {
        gitea.serveDirect();
        try (RunningRegistry registry = start("registry.gitea.proxy", proxy.url())) {
            assertThat(sources(registry)).matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+");
            HttpResponse<byte[]> file = registry.bytes("/extensions/provider/aws/1.2.0?source=gitea");
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(registry.bytes("/extensions/provider/aws/1.2.0?source=oci")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(proxy.requests())
                .anyMatch(request -> request.startsWith("GET " + gitea.url() + "/api/v1/"))
                .anyMatch(request -> request.startsWith("GET http://")
                        && !request.startsWith("GET " + gitea.url() + "/")
                        && request.contains(":"))
                .noneMatch(request -> request.contains(oci.url()));
        assertThat(gitea.storageRequests()).as("where the file is").isNotEmpty();
        assertThat(oci.server().requests()).isNotEmpty();
    }

    @Test
    void httpsGoesThroughATunnelOfWhichTheProxySeesNothing() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder);
        String token = Secrets.of("token");
        gitea.token(token, false);
        try (BadRoad secure = new BadRoad(gitea.url(), certificate.server());
                RunningRegistry registry = start(
                        "registry.gitea.url", secure.url(),
                        "registry.gitea.ca-path", certificate.pem().toString(),
                        "registry.gitea.token-path",
                                Files.writeString(folder.resolve("token"), token)
                                        .toString(),
                        "registry.gitea.proxy", proxy.url())) {
            assertThat(sources(registry)).matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+");
            assertThat(registry.bytes("/extensions/provider/aws/1.2.0?source=gitea")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(proxy.requests())
                    .isNotEmpty()
                    .containsOnly("CONNECT " + URI.create(secure.url()).getAuthority());
        }
    }

    @Test
    void aProxyThatIsNotThereIsASourceThatRefusesAndTheOthersServe() throws Exception {
        BadRoad nobody = new BadRoad(proxy.url());
        nobody.become(BadRoad.Mood.DEAD);
        try (nobody;
                RunningRegistry registry = start("registry.gitea.proxy", nobody.url())) {
            HttpResponse<String> list = registry.get("/extensions");
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(header(list, "X-Registry-Sources"))
                    .matches("gitea;state=failed;reason=refused, oci;state=fresh;age=\\d+");
            assertThat(registry.get("/health").body())
                    .contains("\"reason\":\"refused\"")
                    .doesNotContain(URI.create(nobody.url()).getAuthority());
        }
        assertThat(gitea.targets()).as("nobody goes round the proxy").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http, 503 Service Unavailable",
        "https, 503 Service Unavailable",
        "https, 403 Forbidden",
        "https, 404 No"
    })
    void aProxyThatLetsNobodyThroughIsASourceThatIsNotAvailable(String scheme, String status) throws Exception {
        proxy.refuse(status);
        TestCertificate certificate = TestCertificate.create(folder);
        try (BadRoad secure = new BadRoad(gitea.url(), certificate.server());
                RunningRegistry registry = start(
                        "registry.gitea.url", scheme.equals("http") ? gitea.url() : secure.url(),
                        "registry.gitea.ca-path", certificate.pem().toString(),
                        "registry.gitea.proxy", proxy.url())) {
            assertThat(sources(registry)).matches("gitea;state=failed;reason=unavailable, oci;state=fresh;age=\\d+");
        }
        assertThat(proxy.requests()).isNotEmpty();
        assertThat(gitea.targets()).isEmpty();
    }
}
