package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /extensions/search}. */
class SearchIT {
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        publish(gitea, "kube_prov", "Small clusters", List.of());
        publish(gitea, "kubectl_taskserv", "A command", List.of());
        publish(gitea, "my-kube_taskserv", "Mine", List.of());
        publish(gitea, "helm_taskserv", "Charts", List.of("kube"));
        publish(gitea, "zeta_taskserv", "Something for a Kube", List.of());
        sources = TwoSources.start(gitea, FakeRegistry.sample());
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @Test
    void whatMatchesIsAnsweredAsInTheList() {
        HttpResponse<String> answer = sources.get("/extensions/search?q=cloud");

        assertThat(answer.statusCode()).isEqualTo(200);
        Golden.assertGolden(answer.body(), "search-cloud.json", sources.oci().url());
        assertThat(header(answer, "X-Total-Count")).isEqualTo("2");
        assertThat(header(answer, "X-Cache")).isEqualTo("hit");
        assertThat(header(answer, "ETag")).isNotEmpty();
    }

    @Test
    void theBestMatchComesFirst() {
        assertThat(names("kube")).containsExactly("kube", "kubectl", "kubernetes", "my-kube", "helm", "zeta");
    }

    @Test
    void everyWordMustMatchAndCaseDoesNotMatter() {
        assertThat(names("CLOUD%20Infrastructure")).containsExactly("aws");
        assertThat(names("cloud+aws")).containsExactly("aws");
        assertThat(names("cloud%20nonsense")).isEmpty();
    }

    @Test
    void aSearchIsFilteredAndPagedAsTheListIs() {
        HttpResponse<String> page =
                sources.get("/extensions/search?q=kube&type=taskserv&source=gitea&limit=2&offset=2");

        assertThat(each(page.body(), "name")).containsExactly("my-kube", "helm");
        assertThat(header(page, "X-Total-Count")).isEqualTo("5");
        assertThat(header(page, "Link"))
                .contains("</api/v1/extensions/search?q=kube&")
                .contains("limit=2&offset=4>; rel=\"next\"")
                .contains("rel=\"prev\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=", "?q=%20%09", "?q=a&q=b"})
    void aSearchForNothingIsAnError(String query) {
        HttpResponse<String> answer = sources.get("/extensions/search" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isIn("invalid_parameter", "bad_request");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aWordThatNothingHasIsAnEmptyList() {
        HttpResponse<String> answer = sources.get("/extensions/search?q=nothing-has-this");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
        assertThat(header(answer, "X-Total-Count")).isEqualTo("0");
    }

    private static List<String> names(String words) {
        return each(sources.get("/extensions/search?q=" + words).body(), "name");
    }

    private static void publish(FakeGitea gitea, String repository, String description, List<String> topics) {
        gitea.repository(repository)
                .description(description)
                .topics(topics)
                .release("1.0.0")
                .by("somebody")
                .asset(repository + ".tar.gz", "bytes of " + repository);
    }
}
