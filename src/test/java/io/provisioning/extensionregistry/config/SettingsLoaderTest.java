package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where values come from and what becomes of good ones. */
class SettingsLoaderTest {
    private static final String TOML = """
            [server]
            host = "127.0.0.1"
            port = 8090

            [gitea]
            url = "https://gitea.example.com/"
            organization = "Provisioning"
            token_path = "secrets/gitea"

            [oci]
            registry = "registry.example.com:5000"
            namespace = "extensions"
            auth_token_path = "secrets/oci"

            [cache]
            capacity = 500
            ttl_seconds = 60
            """;

    @TempDir
    private Path folder;

    @Test
    void nothingSetIsTheDefaultsAndNoSource() throws Exception {
        Settings settings = new Loading(folder).load();

        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        "0.0.0.0", 8082, null, List.of(), List.of(), ServerLimits.DEFAULT, RateLimit.OFF, null, true));
        assertThat(settings.management()).isEqualTo(new ManagementSettings("0.0.0.0", 9876));
        assertThat(settings.cache())
                .isEqualTo(new CacheSettings(
                        1000, Duration.ofSeconds(300), Duration.ofSeconds(86_400), Duration.ofSeconds(30), 10, null));
        assertThat(settings.store())
                .isEqualTo(new StoreSettings(
                        "read-through", folder.resolve("data/store"), 10L << 30, 16L << 20, Duration.ofDays(1)));
        assertThat(settings.sourceOrder()).containsExactly("gitea", "oci");
        assertThat(settings.sources()).isEmpty();
        assertThat(settings.fanOutTimeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.healthInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.routes()).isEqualTo(folder.resolve("routes"));
        assertThat(settings.distribution().namespace()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void withoutAnyFileTheDefaultsAreTheSame() throws Exception {
        Settings bare = SettingsLoader.load(new Properties(), Map.of(), folder, new Properties());

        assertThat(bare).usingRecursiveComparison().ignoringFields("reader").isEqualTo(new Loading(folder).load());
    }

    @Test
    void configTomlInItsPublishedShapeIsAccepted() throws Exception {
        Settings settings = new Loading(folder)
                .file("config.toml", TOML)
                .file("secrets/gitea", "s3cret\n")
                .file("secrets/oci", "s3cret\n")
                .load();

        assertThat(settings.server().host()).isEqualTo("127.0.0.1");
        assertThat(settings.server().port()).isEqualTo(8090);
        assertThat(settings.cache().capacity()).isEqualTo(500);
        assertThat(settings.cache().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.sources())
                .containsExactly(
                        new SourceSettings(
                                "gitea",
                                "gitea",
                                URI.create("https://gitea.example.com"),
                                "Provisioning",
                                folder.resolve("secrets/gitea"),
                                null,
                                null,
                                List.of(),
                                null,
                                false,
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(5),
                                8,
                                32,
                                null,
                                null,
                                List.of(),
                                null),
                        new SourceSettings(
                                "oci",
                                "oci",
                                URI.create("https://registry.example.com:5000"),
                                "extensions",
                                folder.resolve("secrets/oci"),
                                null,
                                null,
                                List.of(),
                                "auto",
                                false,
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(5),
                                8,
                                32,
                                null,
                                null,
                                List.of(),
                                null));
        assertThat(settings.distribution().namespace()).isEqualTo("extensions");
    }

    @Test
    void theStrongerLayerWins() throws Exception {
        Loading loading = new Loading(folder).file("application.properties", "registry.server.port=1\nother=x\n");
        assertThat(loading.load().server().port()).isEqualTo(1);
        loading.file("config.toml", "[server]\nport = 2\n");
        assertThat(loading.load().server().port()).isEqualTo(2);
        loading.env("REGISTRY_SERVER_PORT", "3");
        assertThat(loading.load().server().port()).isEqualTo(3);
        loading.property("registry.server.port", " 4 ");
        assertThat(loading.load().server().port()).isEqualTo(4);
    }

    @Test
    void aValueThatIsSetToNothingIsTheDefault() throws Exception {
        Settings settings = new Loading(folder)
                .file("config.toml", "[cache]\ncapacity = 5\n[gitea]\nurl = \"https://a.example\"\n")
                .env("REGISTRY_CACHE_CAPACITY", "")
                .env("REGISTRY_GITEA_URL", " ")
                .load();

        assertThat(settings.cache().capacity()).isEqualTo(1000);
        assertThat(settings.sources()).isEmpty();
    }

    @Test
    void thePathOfConfigTomlMayBeSet() throws Exception {
        Loading loading = new Loading(folder)
                .file("etc/one.toml", "[server]\nport = 1\n")
                .file("etc/two.toml", "sources = [\"oci\", \"gitea\"]\n[fan_out]\ntimeout_ms = 100\n")
                .env("REGISTRY_CONFIG", "etc/one.toml");
        assertThat(loading.load().server().port()).isEqualTo(1);

        Settings settings = loading.property(
                        "registry.config", folder.resolve("etc/two.toml").toString())
                .load();
        assertThat(settings.sourceOrder()).containsExactly("oci", "gitea");
        assertThat(settings.fanOutTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void anAddressThatKubernetesInjectsAsAPortIsPassedOverWithAWarning() throws Exception {
        Settings settings = new Loading(folder)
                .file("config.toml", "[server]\nport = 5\n")
                .env("REGISTRY_SERVER_PORT", "tcp://10.0.0.1:80")
                .env("REGISTRY_MANAGEMENT_PORT", "9999")
                .load();

        assertThat(settings.server().port()).isEqualTo(5);
        assertThat(settings.management().port()).isEqualTo(9999);
        assertThat(settings.warnings())
                .containsExactly(
                        "REGISTRY_SERVER_PORT is an address that a container platform sets; it is passed over");
    }

    @Test
    void anUnknownVariableIsAWarningWithTheNearestName() throws Exception {
        assertThat(new Loading(folder).env("REGISTRY_GITEA_ULR", "x").load().warnings())
                .containsExactly("REGISTRY_GITEA_ULR is none of our variables; the nearest is REGISTRY_GITEA_URL");
    }

    @Test
    void severalSourcesOfAKindHaveTheirOwnKeysAndTheListedOrder() throws Exception {
        Settings settings = new Loading(folder)
                .env("REGISTRY_SOURCES", "oci, gitea-eu ,gitea")
                .env("REGISTRY_GITEA_EU_KIND", "gitea")
                .env("REGISTRY_GITEA_EU_URL", "http://eu.example/sub/")
                .env("REGISTRY_GITEA_EU_ORGANIZATION", "Eu")
                .property("registry.gitea-eu.timeout-ms", "7")
                .property("registry.gitea-eu.redirect-hosts", "cdn.example.com, 10.0.0.1:9000")
                .property("registry.gitea.url", "http://gitea.example")
                .property("registry.gitea.organization", "org")
                .load();

        assertThat(settings.sources()).extracting(SourceSettings::id).containsExactly("gitea-eu", "gitea");
        SourceSettings eu = settings.sources().get(0);
        assertThat(eu.url()).hasToString("http://eu.example/sub");
        assertThat(eu.timeout()).isEqualTo(Duration.ofMillis(7));
        assertThat(eu.redirectHosts()).containsExactly("cdn.example.com", "10.0.0.1:9000");
        assertThat(settings.distribution().namespace()).isEqualTo("eu");
        assertThat(settings.asProperties())
                .containsEntry("registry.gitea-eu.timeout-ms", "7")
                .containsEntry("registry.gitea-eu.load-timeout-ms", "300000")
                .containsEntry("registry.gitea.timeout-ms", "5000")
                .containsEntry("registry.oci.registry", "")
                .containsEntry("registry.distribution.namespace", "eu")
                .containsEntry("registry.fan-out.timeout-ms", "6000")
                .containsEntry("registry.fan-out.kind-backstop-ms", "7000")
                .containsEntry("registry.fan-out.backstop-ms", "8000");
    }

    @Test
    void aDropInSourceBringsItsOwnKeys() throws Exception {
        Settings settings = new Loading(folder)
                .file("routes/backends/nexus.camel.yaml", "")
                .property("registry.sources", "nexus,gitea")
                .property("registry.nexus.enabled", "true")
                .property("registry.nexus.timeout-ms", "700")
                .property("registry.nexus.retries", "4")
                .env("REGISTRY_NEXUS_LABEL", "x")
                .env("REGISTRY_NEXUS_LOAD_TIMEOUT_MS", "9000")
                .load();

        assertThat(settings.sourceOrder()).containsExactly("nexus", "gitea");
        assertThat(settings.sources()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.asProperties()).containsEntry("registry.nexus.enabled", "true");
        SourceSettings nexus = settings.ofDropIn("nexus");
        assertThat(settings.dropIns()).containsExactly(nexus);
        assertThat(nexus.timeout()).hasMillis(700);
        assertThat(nexus.loadTimeout()).hasSeconds(9);
        assertThat(nexus.resilience().retries()).isEqualTo(4);
        assertThat(settings.ofDropIn("another").timeout()).hasSeconds(5);
    }

    @Test
    void whatEveryDropInHasIsChecked() throws Exception {
        Loading loading = new Loading(folder)
                .file("routes/backends/nexus.camel.yaml", "")
                .property("registry.nexus.timeout-ms", "soon")
                .property("registry.nexus.token-path", "nowhere");

        assertThatThrownBy(loading::load)
                .hasMessageContaining("registry.nexus.timeout-ms")
                .hasMessageContaining("registry.nexus.token-path");
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io, https://ghcr.io",
        "localhost:5000, https://localhost:5000",
        "http://localhost:5000/, http://localhost:5000",
        "https://r.example, https://r.example",
        "'[::1]:5000', 'https://[::1]:5000'"
    })
    void aRegistryIsHttpsUnlessWritten(String registry, String url) throws Exception {
        Settings settings =
                new Loading(folder).env("REGISTRY_OCI_REGISTRY", registry).load();

        assertThat(settings.sources().get(0).url()).hasToString(url);
    }

    @Test
    void listsAndTheRestAreTyped() throws Exception {
        Settings settings = new Loading(folder)
                .env("REGISTRY_SERVER_TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8,::1,192.168.1.1")
                .env("REGISTRY_SERVER_CORS_ORIGINS", "https://app.example.com,http://localhost:3000")
                .env("REGISTRY_SERVER_PUBLIC_URL", "https://x.example/registry/")
                .env("REGISTRY_CACHE_DIRECTORY", "data/cache")
                .env("REGISTRY_OCI_REGISTRY", "r.example")
                .env("REGISTRY_OCI_REPOSITORIES", "org/aws-provider, org/k8s-taskserv,")
                .env("REGISTRY_OCI_PROXY", "http://proxy:3128")
                .env("REGISTRY_DISTRIBUTION_NAMESPACE", "a/b")
                .load();
        assertThat(settings.server().trustedProxies()).hasSize(4);
        assertThat(settings.server().corsOrigins()).hasSize(2);
        assertThat(settings.server().publicUrl()).hasToString("https://x.example/registry");
        assertThat(settings.cache().directory()).isEqualTo(folder.resolve("data/cache"));
        SourceSettings oci = settings.sources().get(0);
        assertThat(oci.repositories()).containsExactly("org/aws-provider", "org/k8s-taskserv");
        assertThat(oci.proxy()).hasToString("http://proxy:3128");
        assertThat(settings.distribution().namespace()).isEqualTo("a/b");
    }
}
