package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.TestCertificate;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sources behind TLS, each with an authority of its own, and credentials for both. */
class TlsIT {
    private static final String TOKEN = Secrets.of("token");
    private static final String PASSWORD = Secrets.of("password");

    private final FakeGitea gitea = FakeGitea.sample().token(TOKEN, false).ownerIsPrivate();
    private final FakeRegistry oci = FakeRegistry.sample().basic("robot:" + PASSWORD);
    private final Map<String, String> settings = new HashMap<>();
    private TestCertificate one;
    private TestCertificate two;
    private BadRoad toGitea;
    private BadRoad toOci;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        one = TestCertificate.create(Files.createDirectory(folder.resolve("one")));
        two = TestCertificate.create(Files.createDirectory(folder.resolve("two")));
        toGitea = new BadRoad(gitea.url(), one.server());
        toOci = new BadRoad(oci.url(), two.server());
        settings.putAll(TwoSources.settings(gitea, oci));
        settings.put("registry.gitea.url", toGitea.url());
        settings.put("registry.gitea.token-path", file("token", TOKEN));
        settings.put("registry.oci.registry", toOci.url());
        settings.put("registry.oci.username", "robot");
        settings.put("registry.oci.password-path", file("password", PASSWORD));
    }

    @AfterEach
    void stop() {
        toGitea.close();
        toOci.close();
        gitea.close();
        oci.close();
    }

    private String file(String name, String secret) throws Exception {
        return Files.writeString(folder.resolve(name), secret).toString();
    }

    private RunningRegistry start(TestCertificate ofGitea, TestCertificate ofOci) throws Exception {
        settings.put("registry.gitea.ca-path", ofGitea.pem().toString());
        settings.put("registry.oci.ca-path", ofOci.pem().toString());
        RunningRegistry registry = RunningRegistry.start(settings);
        Eventually.until("nothing is loading", () -> !sources(registry).contains("loading"));
        return registry;
    }

    private static String sources(RunningRegistry registry) {
        return header(registry.get("/extensions"), "X-Registry-Sources");
    }

    @Test
    void eachSourceIsTrustedWithItsOwnAuthority() throws Exception {
        try (RunningRegistry registry = start(one, two)) {
            assertThat(sources(registry)).matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+");
            for (String source : new String[] {"gitea", "oci"}) {
                HttpResponse<byte[]> file = registry.bytes("/extensions/provider/aws/1.2.0?source=" + source);
                assertThat(file.statusCode()).isEqualTo(200);
                assertThat(header(file, "X-Registry-Source")).isEqualTo(source);
            }
        }
    }

    @Test
    void theAuthorityOfOneSourceIsNoneForAnotherAndNothingIsShownToIt() throws Exception {
        try (RunningRegistry registry = start(two, one)) {
            HttpResponse<String> list = registry.get("/extensions");
            assertThat(list.statusCode()).isEqualTo(502);
            assertThat(header(list, "X-Registry-Sources"))
                    .isEqualTo("gitea;state=failed;reason=tls, oci;state=failed;reason=tls");
            assertThat(registry.get("/health").body()).contains("\"reason\":\"tls\"");
        }
        assertThat(gitea.targets()).isEmpty();
        assertThat(oci.server().requests()).isEmpty();
    }

    @Test
    void aFileElsewhereWithoutTlsIsNotFetched() throws Exception {
        gitea.serveDirect();
        try (RunningRegistry registry = start(one, two)) {
            assertThat(registry.get("/extensions/provider/aws/2.0.0-rc.1").statusCode())
                    .isEqualTo(502);
            HttpResponse<byte[]> other = registry.bytes("/extensions/provider/aws/1.2.0");
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(header(other, "X-Registry-Source")).isEqualTo("oci");
        }
        assertThat(gitea.storageRequests()).isEmpty();
    }

    @Test
    void aFileElsewhereWithTlsIsFetchedWithoutCredentials() throws Exception {
        try (BadRoad cdn = new BadRoad(oci.cdn().url(), two.server())) {
            oci.blobsOnCdn(cdn.url());
            try (RunningRegistry registry = start(one, two)) {
                HttpResponse<byte[]> file = registry.bytes("/extensions/provider/aws/1.2.0?source=oci");
                assertThat(file.statusCode()).isEqualTo(200);
                assertThat(each(registry.get("/extensions?source=oci").body(), "name"))
                        .contains("aws");
            }
        }
        assertThat(oci.cdn().requests()).isNotEmpty().allMatch(request -> request.header("authorization")
                .isEmpty());
        assertThat(oci.server().requests())
                .anyMatch(request -> request.header("authorization").isPresent());
    }
}
