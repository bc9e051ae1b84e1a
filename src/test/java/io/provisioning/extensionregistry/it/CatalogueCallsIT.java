package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sources are asked: their catalogue once, however the list is asked for. */
class CatalogueCallsIT {
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        sources = TwoSources.start();
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @Test
    void everyListPageFilterAndSearchIsAnsweredFromOneCatalogueOfEachSource() {
        List<String> gitea = sources.gitea().targets();
        List<String> oci = sources.oci().server().targets();
        List<String> paths = List.of(
                "/extensions",
                "/extensions?type=provider",
                "/extensions?type=cluster&source=oci",
                "/extensions?source=gitea",
                "/extensions?limit=1&offset=2",
                "/extensions?sort=-published_at",
                "/extensions/search?q=aws",
                "/extensions/search?q=cloud&type=provider&limit=1",
                "/extensions/provider/aws",
                "/extensions/taskserv/kubernetes?source=oci",
                "/extensions/nonsense/aws",
                "/health",
                "/metrics",
                "/cache/stats",
                "/openapi.json");

        paths.forEach(path -> {
            assertThat(header(sources.get(path), "X-Cache")).as(path).isIn("hit", "");
        });

        assertThat(sources.gitea().targets()).isEqualTo(gitea);
        assertThat(sources.oci().server().targets()).isEqualTo(oci);
    }

    @Test
    void theCatalogueCostsTheFewestCallsThatAreCorrect() {
        List<String> gitea = sources.gitea().targets();

        assertThat(gitea)
                .filteredOn(target -> target.startsWith("/api/v1/orgs/provisioning/repos?limit=50"))
                .hasSize(1);
        assertThat(gitea).filteredOn(target -> target.contains("/releases?")).hasSize(4);
        assertThat(gitea).noneMatch(target -> target.contains("/website"));
        List<String> oci = sources.oci().server().targets();
        assertThat(oci).filteredOn(target -> target.contains("/tags/list")).hasSize(4);
        assertThat(oci).filteredOn(target -> target.contains("/manifests/")).hasSize(4);
    }

    @Test
    void theCatalogueIsOneEntryOfEachSource() {
        String stats = sources.get("/cache/stats").body();

        assertThat(Golden.parse(stats).at("/caches/list/entries").asInt()).isEqualTo(2);
    }
}
