package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistryPages;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciDiscoveryTest {
    private static final String CATALOG = "/v2/_catalog?n=100";

    private final FakeRegistry registry = FakeRegistry.sample();

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest(name = "E32: {0} of the catalogue")
    @ValueSource(ints = {401, 403, 404, 405})
    void withoutACatalogueTheFixedListCountsAndIsRemembered(int status) throws Exception {
        registry.server().on(CATALOG, StubAnswer.status(status));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        RegistrySettings settings = settings().discovery("auto", "provisioning/aws-provider");
        try (OciRoutes routes = new OciRoutes(settings.build(), now::get)) {
            assertThat(names(routes.list())).containsExactly("aws");
            assertThat(names(routes.list())).containsExactly("aws");
            assertThat(catalogCalls()).isEqualTo(1);

            now.set(Instant.EPOCH.plus(Duration.ofHours(2)));
            routes.list();
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "E32: {0} of the catalogue")
    @ValueSource(ints = {401, 403, 404, 405})
    void withoutACatalogueAndWithoutAListTheSourceFails(int status) throws Exception {
        registry.server().on(CATALOG, StubAnswer.status(status));
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            BackendAnswer answer = routes.list();

            assertThat(answer.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(answer.failure().reason()).isEqualTo(status < 404 ? Reason.UNAUTHORIZED : Reason.INVALID_ANSWER);
            routes.list();
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerWithoutRepositoriesIsNoCatalogue() throws Exception {
        registry.server().on(CATALOG, StubAnswer.json("{\"message\":\"hello\"}"));
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            assertThat(routes.list().failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    @Test
    @DisplayName("E32: a catalogue denied after the token, as Docker Hub does")
    void aCatalogueThatIsDeniedAfterTheTokenCountsAsNone() throws Exception {
        registry.bearer().catalog(401);
        try (OciRoutes routes = new OciRoutes(
                settings().discovery("auto", "provisioning/aws-provider").build())) {
            assertThat(names(routes.list())).containsExactly("aws");
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 429})
    void aCatalogueThatFailsIsNoReasonForTheFixedList(int status) throws Exception {
        registry.server().on(CATALOG, StubAnswer.status(status));
        try (OciRoutes routes = new OciRoutes(
                settings().discovery("auto", "provisioning/aws-provider").build())) {
            assertThat(routes.list().outcome()).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void aFixedListAloneAsksNoCatalogue() throws Exception {
        registry.content().artifact("other/deep/x-provider", "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        RegistrySettings settings =
                settings().discovery("static", "provisioning/aws-provider", "other/deep/x-provider", "website");
        try (OciRoutes routes = new OciRoutes(settings.build())) {
            BackendAnswer answer = routes.list();

            assertThat(names(answer)).containsExactlyInAnyOrder("aws", "x");
            assertThat(answer.skipped()).isEqualTo(Map.of("invalid_name", 1));
            assertThat(names(routes.find("provider", "x"))).containsExactly("x");
            assertThat(routes.find("provider", "upcloud").outcome()).isEqualTo(Outcome.ABSENT);
            assertThat(registry.server().targets()).noneMatch(target -> target.contains("upcloud"));
            assertThat(catalogCalls()).isZero();
        }
    }

    @Test
    void theFixedListAddsToTheCatalogueAndWinsOverIt() throws Exception {
        registry.content().artifact("other/aws-provider", "9.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        try (OciRoutes routes =
                new OciRoutes(settings().discovery("auto", "other/aws-provider").build())) {
            BackendAnswer answer = routes.list();

            assertThat(answer.extensions()).hasSize(4);
            assertThat(answer.skipped()).isEqualTo(Map.of("duplicate", 1));
            assertThat(OciListTest.extension(answer, "aws").latest().version().text())
                    .isEqualTo("9.0.0");
            assertThat(OciListTest.extension(routes.find("provider", "aws"), "aws")
                            .latest()
                            .version()
                            .text())
                    .isEqualTo("9.0.0");
        }
    }

    @Test
    @DisplayName("E33: the catalogue's links are relative and escaped")
    void relativeLinksAreFollowed() throws Exception {
        registry.pages(FakeRegistryPages.DISTRIBUTION, 1);
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            assertThat(routes.list().extensions()).hasSize(4);
            assertThat(registry.server().targets())
                    .contains("/v2/_catalog?last=provisioning%2Faws-provider&n=1")
                    .filteredOn(target -> target.startsWith("/v2/_catalog"))
                    .hasSize(4);
        }
    }

    @Test
    @DisplayName("E33: a link names the registry's public address, which we cannot reach")
    void absoluteLinksAreReadOnTheConfiguredAddress() throws Exception {
        registry.server()
                .on(CATALOG, page("provisioning/aws-provider", "https://public.invalid/v2/_catalog?last=a b&n=100"))
                .on("/v2/_catalog?last=a%20b&n=100", StubAnswer.json("{\"repositories\":[\"provisioning/x\"]}"));
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            assertThat(names(routes.list())).containsExactly("aws");
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("E34: pages that link to themselves, or to each other")
    void pagesThatRunInACircleEnd() throws Exception {
        registry.server()
                .on(CATALOG, page("provisioning/aws-provider", "/v2/_catalog?last=b&n=100"))
                .on("/v2/_catalog?last=b&n=100", page("provisioning/upcloud-provider", CATALOG));
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            BackendAnswer answer = routes.list();

            assertThat(names(answer)).containsExactlyInAnyOrder("aws", "upcloud");
            assertThat(answer.skipped()).isEqualTo(Map.of("incomplete_listing", 1));
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("E34: ever new links to the same page")
    void pagesThatRepeatThemselvesUnderNewLinksEnd() throws Exception {
        registry.server()
                .otherwise(request -> request.target().contains("_catalog")
                        ? page("provisioning/website", request.target() + "0")
                        : StubAnswer.status(404));
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            assertThat(routes.list().skipped()).isEqualTo(Map.of("incomplete_listing", 1));
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("E35: Gitea links to a page after the last one")
    void anEmptyPageAfterTheLastOneIsTheEnd() throws Exception {
        registry.pages(FakeRegistryPages.GITEA, 100);
        try (OciRoutes routes = new OciRoutes(settings().build())) {
            BackendAnswer answer = routes.list();

            assertThat(answer.extensions()).hasSize(4);
            assertThat(answer.skipped()).isEmpty();
            assertThat(catalogCalls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("E52: a nested namespace holds its own repositories only")
    void nestedNamespacesArePrefixes() throws Exception {
        registry.content().artifact("a/b/x-provider", "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        registry.content().artifact("a/bc/y-provider", "1.0.0", "y.tar.gz", new byte[] {1}, Map.of());
        registry.content().artifact("a/z-provider", "1.0.0", "z.tar.gz", new byte[] {1}, Map.of());
        try (OciRoutes routes = new OciRoutes(settings().namespace("a/b").build())) {
            assertThat(names(routes.list())).containsExactly("x");
            assertThat(names(routes.find("provider", "x"))).containsExactly("x");
            assertThat(routes.find("provider", "y").outcome()).isEqualTo(Outcome.ABSENT);
        }
    }

    @Test
    @DisplayName("E52: without a namespace the top level is meant")
    void anEmptyNamespaceIsTheTopLevel() throws Exception {
        registry.content().artifact("x-provider", "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        try (OciRoutes routes = new OciRoutes(settings().namespace("").build())) {
            assertThat(names(routes.list())).containsExactly("x");
            assertThat(names(routes.find("provider", "x"))).containsExactly("x");
        }
    }

    private RegistrySettings settings() {
        return RegistrySettings.of(registry.url());
    }

    private long catalogCalls() {
        return registry.server().targets().stream()
                .filter(target -> target.startsWith("/v2/_catalog"))
                .count();
    }

    private static StubAnswer page(String repository, String next) {
        return StubAnswer.json("{\"repositories\":[\"" + repository + "\"]}")
                .with("Link", "<" + next + ">; rel=\"next\"");
    }

    static List<String> names(BackendAnswer answer) {
        return answer.extensions().stream().map(each -> each.id().name()).toList();
    }
}
