package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistryPages;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OciTagsTest {
    private static final String REPOSITORY = "provisioning/x-provider";
    private static final String TAGS = "/v2/" + REPOSITORY + "/tags/list?n=100";

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void versionsReadsTheTagsAndEveryManifest() throws Exception {
        tags("1.0.0", "1.2.0", "1.10.0");

        BackendAnswer answer = versions();

        assertThat(versionsOf(answer)).containsExactly("1.10.0", "1.2.0", "1.0.0");
        assertThat(answer.extensions().get(0).versions())
                .allMatch(version -> version.download().isPresent());
        assertThat(registry.server().targets())
                .containsExactlyInAnyOrder(TAGS, manifest("1.0.0"), manifest("1.2.0"), manifest("1.10.0"));
    }

    @Test
    void findReadsTheTagsAndOneManifest() throws Exception {
        tags("1.0.0", "1.2.0");
        try (OciRoutes routes = routes()) {
            assertThat(versionsOf(routes.find("provider", "x"))).containsExactly("1.2.0", "1.0.0");
            assertThat(registry.server().targets()).containsExactly(TAGS, manifest("1.2.0"));
        }
    }

    @Test
    void whatTheRegistryDoesNotHaveIsAbsent() throws Exception {
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("provider", "x").outcome()).isEqualTo(Outcome.ABSENT);
            assertThat(routes.versions("provider", "x").outcome()).isEqualTo(Outcome.ABSENT);
            assertThat(registry.server().targets()).containsExactly(TAGS, "/v2/", TAGS, "/v2/");
        }
    }

    @Test
    void nothingIsAbsentWhereThereIsNoRegistry() throws Exception {
        registry.server().otherwise(request -> StubAnswer.status(404));
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("provider", "x").failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(routes.versions("provider", "x").failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    @Test
    void aVersionThatIsDeletedMeanwhileIsPassedOver() throws Exception {
        tags("1.0.0", "1.2.0");
        registry.server().on(manifest("1.2.0"), StubAnswer.status(404));
        try (OciRoutes routes = routes()) {
            assertThat(versionsOf(routes.find("provider", "x"))).containsExactly("1.0.0");
            assertThat(versionsOf(routes.versions("provider", "x"))).containsExactly("1.0.0");
            assertThat(routes.list().skipped()).isEqualTo(Map.of("not_found", 1));
        }
    }

    @Test
    void aManifestThatCannotBeHadFailsFindAndVersions() throws Exception {
        tags("1.0.0", "1.2.0");
        registry.server().on(manifest("1.2.0"), StubAnswer.status(500));
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("provider", "x").failure().reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(routes.versions("provider", "x").failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    @DisplayName("E33, E35: tags page by page, in every style")
    void tagsAreReadPageByPage() throws Exception {
        for (FakeRegistryPages style : FakeRegistryPages.values()) {
            registry.pages(style, 2);
            tags("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0");

            assertThat(versionsOf(versions())).as(style.name()).hasSize(5);
        }
    }

    @Test
    @DisplayName("E36: zot does not find the tag from which to go on, because it was deleted")
    void aListThatLostItsPlaceIsReadFromTheStartOnce() throws Exception {
        registry.pages(FakeRegistryPages.ZOT, 2);
        tags("1.0.0", "1.2.0");
        registry.server()
                .on(
                        TAGS,
                        StubAnswer.json("{\"tags\":[\"1.0.0\",\"1.1.0\"]}")
                                .with("Link", "</v2/" + REPOSITORY + "/tags/list?last=1.1.0&n=2>; rel=\"next\""),
                        StubAnswer.json("{\"tags\":[\"1.0.0\",\"1.2.0\"]}"));

        assertThat(versionsOf(versions())).containsExactly("1.2.0", "1.0.0");
        assertThat(registry.server().targets().stream().filter(TAGS::equals)).hasSize(2);
    }

    @Test
    @DisplayName("E36: and loses it again")
    void aListThatLosesItsPlaceTwiceIsAFailure() throws Exception {
        registry.pages(FakeRegistryPages.ZOT, 2);
        registry.content().repository(REPOSITORY);
        registry.server()
                .on(
                        TAGS,
                        StubAnswer.json("{\"tags\":[\"1.0.0\"]}")
                                .with("Link", "</v2/" + REPOSITORY + "/tags/list?last=gone&n=2>; rel=\"next\""));

        assertThat(versions().failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        assertThat(registry.server().targets().stream().filter(TAGS::equals)).hasSize(2);
    }

    @Test
    @DisplayName("E37: tags null")
    void noTagsAreNoVersions() throws Exception {
        registry.content().repository(REPOSITORY);
        registry.server().on(TAGS, StubAnswer.json("{\"name\":\"x\",\"tags\":null}"));
        try (OciRoutes routes = routes()) {
            assertThat(routes.versions("provider", "x").outcome()).isEqualTo(Outcome.ABSENT);
            BackendAnswer list = routes.list();
            assertThat(list.extensions()).isEmpty();
            assertThat(list.skipped()).isEqualTo(Map.of("no_version", 1));
        }
    }

    @Test
    void anAnswerWithoutTagsIsNoListOfTags() throws Exception {
        registry.content().repository(REPOSITORY);
        registry.server().on(TAGS, StubAnswer.json("{\"message\":\"hello\"}"));
        try (OciRoutes routes = routes()) {
            assertThat(routes.versions("provider", "x").failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    @Test
    @DisplayName("E45: signatures, attestations and referrers")
    void attachedTagsAreNoVersions() throws Exception {
        String digest = "sha256-" + "ab".repeat(32);
        tags("1.0.0", "latest", digest, digest + ".sig", digest + ".att", digest + ".sbom");

        assertThat(versionsOf(versions())).containsExactly("1.0.0");
        assertThat(registry.server().targets()).containsExactly(TAGS, manifest("1.0.0"));
    }

    @Test
    @DisplayName("E46: tag 1.0.0_build5")
    void theFirstUnderscoreStandsForPlus() throws Exception {
        tags("1.0.0_build5");

        var version = versions().extensions().get(0).latest();

        assertThat(version.version().text()).isEqualTo("1.0.0+build5");
        assertThat(version.tag()).isEqualTo("1.0.0_build5");
        assertThat(registry.server().targets()).contains(manifest("1.0.0_build5"));
    }

    @Test
    @DisplayName("E47: only latest, with a version in its manifest")
    void latestAloneIsCalledAsItsManifestSays() throws Exception {
        registry.content()
                .artifact(
                        REPOSITORY,
                        "latest",
                        "x.tar.gz",
                        file("1"),
                        Map.of("org.opencontainers.image.version", "v2.1.0"));
        try (OciRoutes routes = routes()) {
            var latest = routes.list().extensions().get(0).latest();
            assertThat(latest.version().text()).isEqualTo("2.1.0");
            assertThat(latest.tag()).isEqualTo("latest");
            assertThat(versionsOf(routes.versions("provider", "x"))).containsExactly("2.1.0");
        }
    }

    @Test
    @DisplayName("E47: only latest, without a version")
    void latestAloneMayBeCalledLatest() throws Exception {
        tags("latest");

        assertThat(versionsOf(versions())).containsExactly("latest");
    }

    @Test
    void tagsThatDifferInALeadingVAreOneVersion() throws Exception {
        tags("v1.2.0", "1.2.0", "v1.1.0", "nightly");

        BackendAnswer answer = versions();

        assertThat(versionsOf(answer)).containsExactly("1.2.0", "1.1.0", "nightly");
        assertThat(answer.extensions().get(0).latest().tag()).isEqualTo("1.2.0");
    }

    private void tags(String... tags) {
        for (String tag : tags) {
            registry.content().artifact(REPOSITORY, tag, "x.tar.gz", file(tag), Map.of());
        }
    }

    private static byte[] file(String version) {
        return TarGz.extension("provider", "x", version);
    }

    private OciRoutes routes() throws Exception {
        return new OciRoutes(RegistrySettings.of(registry.url()).build());
    }

    private BackendAnswer versions() throws Exception {
        try (OciRoutes routes = routes()) {
            return routes.versions("provider", "x");
        }
    }

    private static List<String> versionsOf(BackendAnswer answer) {
        return answer.extensions().get(0).versions().stream()
                .map(version -> version.version().text())
                .toList();
    }

    private static String manifest(String tag) {
        return "/v2/" + REPOSITORY + "/manifests/" + tag;
    }
}
