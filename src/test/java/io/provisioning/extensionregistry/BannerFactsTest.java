package io.provisioning.extensionregistry;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.health.HealthView;
import io.provisioning.extensionregistry.health.RouteFileView;
import io.provisioning.extensionregistry.health.SourceCondition;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.health.StoreView;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BannerFactsTest {
    private static final String GITEA = "registry.gitea.url=https://gitea.example.com:3000/git";
    private static final String OWNER = "registry.gitea.organization=prov";
    private static final String OCI = "registry.oci.registry=ghcr.io";

    private final SourceStates states = new SourceStates(Clock.systemUTC());

    @TempDir
    Path folder;

    private Settings settings(String... settings) throws Exception {
        Properties system = new Properties();
        for (String each : settings) {
            system.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        return SettingsLoader.load(system, Map.of(), folder);
    }

    private BannerFacts facts(Settings settings, List<RouteFileView> rejected, StoreView store, Legs.Leg... legs) {
        HealthView health = HealthView.of(
                List.of(legs).stream().map(Legs.Leg::source).toList(),
                states,
                rejected,
                source -> SourceCondition.kept(false),
                "1.0.0",
                1);
        return new BannerFacts(settings, List.of(legs), health.with(store));
    }

    private BannerFacts facts(Settings settings, Legs.Leg... legs) {
        return facts(settings, List.of(), null, legs);
    }

    @Test
    void aSourceIsShownWithItsHostAndWhatIsKnownOfIt() throws Exception {
        Settings settings = settings(GITEA, OWNER, OCI, "registry.sources=oci,gitea");
        states.record(catalog("gitea"), "ping", Duration.ofMillis(12));
        try (LogLines log = new LogLines(SourceStates.class)) {
            states.record(
                    BackendAnswer.failed("oci", Failure.of(Reason.UNAUTHORIZED, "it refused the token")),
                    "ping",
                    Duration.ZERO);
            assertThat(log.lines()).hasSize(1);
        }

        assertThat(facts(
                                settings,
                                new Legs.Leg("oci", "oci", false),
                                new Legs.Leg("gitea", "gitea", false),
                                new Legs.Leg("mirror", "mirror", true))
                        .sources())
                .containsExactly(
                        new Banner.Source(
                                "oci", "oci", "ghcr.io", Banner.State.BAD, "unauthorized", "it refused the token"),
                        new Banner.Source(
                                "gitea",
                                "gitea",
                                "gitea.example.com:3000/git/prov",
                                Banner.State.GOOD,
                                "reachable",
                                "12 ms"),
                        new Banner.Source(
                                "mirror",
                                "file",
                                "backends/mirror.camel.yaml",
                                Banner.State.UNKNOWN,
                                "no answer yet",
                                ""));
    }

    @Test
    void aSourceThatIsOffSaysWhatIsMissing() throws Exception {
        Path backends = Files.createDirectories(folder.resolve("routes/backends"));
        Files.writeString(backends.resolve("shelf.camel.yaml"), "- nonsense: {}");
        Settings settings = settings("registry.sources=gitea,eu,shelf,oci", "registry.eu.kind=oci");

        assertThat(facts(settings).sources())
                .extracting(Banner.Source::id, Banner.Source::kind, Banner.Source::word, Banner.Source::detail)
                .containsExactly(
                        tuple("gitea", "gitea", "off", "registry.gitea.url is not set"),
                        tuple("eu", "oci", "off", "registry.eu.registry is not set"),
                        tuple("shelf", "file", "off", "there is no good file backends/shelf.camel.yaml"),
                        tuple("oci", "oci", "off", "registry.oci.registry is not set"));
    }

    @Test
    void offlineNobodyIsAsked() throws Exception {
        StoreView store = new StoreView("offline", true, 3, 5 << 20, null);

        assertThat(facts(settings(GITEA, OWNER), List.of(), store, new Legs.Leg("gitea", "gitea", false))
                        .sources())
                .element(0)
                .extracting(Banner.Source::word, Banner.Source::detail)
                .containsExactly("not asked", "offline");
    }

    @Test
    void anAddressCanBeOpenedAsItStands() throws Exception {
        assertThat(facts(settings()).addresses(8082, 9876))
                .containsExactly(
                        new Banner.Address("api", "http://localhost:8082/api/v1", "on every address"),
                        new Banner.Address("docs", "http://localhost:8082/api/v1/docs", ""),
                        new Banner.Address("management", "http://localhost:9876/observe/health", "on every address"));
        assertThat(facts(settings(
                                "registry.server.host=::1",
                                "registry.server.public-url=https://extensions.example.com/",
                                "registry.management.host=10.0.0.1"))
                        .addresses(80, 81))
                .containsExactly(
                        new Banner.Address("api", "http://[::1]:80/api/v1", ""),
                        new Banner.Address("", "https://extensions.example.com/api/v1", "what users see"),
                        new Banner.Address("docs", "https://extensions.example.com/api/v1/docs", ""),
                        new Banner.Address("management", "http://10.0.0.1:81/observe/health", ""));
    }

    @Test
    void theStoreSaysHowFullItIsAndWhatIsWrong() throws Exception {
        Settings settings = settings("registry.store.directory=kept", "registry.store.max-bytes=1610612736");

        assertThat(facts(settings).store()).isEqualTo("off");
        assertThat(facts(settings, List.of(), new StoreView("read-through", true, 0, 0, null))
                        .store())
                .isEqualTo("read-through in %s, nothing of 1.5 GiB", folder.resolve("kept"));
        assertThat(facts(settings, List.of(), new StoreView("read-through", true, 1, 252, null))
                        .store())
                .contains(", 252 B of 1.5 GiB");
        assertThat(facts(settings, List.of(), new StoreView("read-through", false, 2, 5 << 20, "the disk is full"))
                        .store())
                .endsWith("kept, 5 MiB of 1.5 GiB; takes nothing in: the disk is full");
    }

    @Test
    void filesThatCountAreNamedAndThoseThatDoNotSayWhy() throws Exception {
        Path routes = folder.resolve("routes");
        for (String path : List.of("backends/mirror", "backends/bad", "catalog/get", "catalog/list")) {
            Path file = routes.resolve(path + ".camel.yaml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "# mine");
        }
        Files.copy(
                Path.of("routes/catalog/list.camel.yaml"),
                routes.resolve("catalog/list.camel.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        BannerFacts facts = facts(
                settings(),
                List.of(
                        new RouteFileView("backends/bad.camel.yaml", 7, "no such step", "nothing"),
                        new RouteFileView("backends/Worse.camel.yaml", null, "no id of a source", "nothing")),
                null);

        assertThat(facts.own()).containsExactly("backends/mirror", "catalog/get");
        assertThat(facts.rejected())
                .containsExactly(
                        "backends/bad.camel.yaml:7: no such step", "backends/Worse.camel.yaml: no id of a source");
    }
}
