package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /extensions/{type}/{name}}. */
class GetIT {
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
    void theSourceWithTheHighestStableVersionStandsForAll() {
        HttpResponse<String> answer = sources.get("/extensions/cluster/buildkit");

        assertThat(answer.statusCode()).isEqualTo(200);
        Golden.assertGolden(
                answer.body(), "extension-buildkit.json", sources.oci().url());
        assertThat(header(answer, "X-Registry-Sources"))
                .matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+");
        assertThat(header(answer, "X-Cache")).isEqualTo("hit");
    }

    @Test
    void aSourceShowsItsOwnView() {
        Golden.assertGolden(
                sources.get("/extensions/provider/aws?source=oci").body(),
                "extension-aws-oci.json",
                sources.oci().url());
    }

    @Test
    void whoeverHasTheAnswerGetsNoBodyAndHeadGetsNone() {
        HttpResponse<String> answer = sources.get("/extensions/provider/aws");
        String tag = header(answer, "ETag");

        assertThat(sources.get("/extensions/provider/aws", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        HttpResponse<String> head = sources.send("HEAD", "/extensions/provider/aws");
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(header(head, "Content-Length"))
                .isEqualTo(String.valueOf(answer.body().length()));
    }

    @Test
    void whatNoSourceHasIsNotFound() {
        HttpResponse<String> answer = sources.get("/extensions/provider/nonexistent");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"not_found\",\"message\":\"Extension provider/nonexistent not found\"}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(sources.get("/extensions/cluster/aws").statusCode()).isEqualTo(404);
    }

    @Test
    void aNameThatNobodyHasIsAskedOfEachSourceOnce() {
        sources.get("/extensions/taskserv/unheard-of");
        int before = sources.calls();

        for (int i = 0; i < 5; i++) {
            assertThat(sources.get("/extensions/taskserv/unheard-of").statusCode())
                    .isEqualTo(404);
        }

        assertThat(sources.calls()).isEqualTo(before);
        assertThat(sources.gitea().targets())
                .filteredOn(target -> target.contains("unheard-of"))
                .hasSize(1);
        assertThat(sources.oci().server().targets())
                .filteredOn(target -> target.contains("unheard-of"))
                .hasSize(1);
    }

    @Test
    void whatWasPublishedAfterTheCatalogueWasLoadedIsFoundByItsName() {
        sources.gitea().repository("newborn_prov").release("0.1.0").asset("newborn.tar.gz", "bytes");

        HttpResponse<String> answer = sources.get("/extensions/provider/newborn");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Golden.parse(answer.body()).get("version").asText()).isEqualTo("0.1.0");
        assertThat(header(answer, "X-Cache")).isEqualTo("miss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions/foo/aws",
                "/extensions/provider/AWS",
                "/extensions/provider/-aws",
                "/extensions/provider/a%20b",
                "/extensions/provider/aws?source=nowhere",
                "/extensions/provider/aws?source=gitea&source=oci"
            })
    void whatCannotBeMeantIsAnErrorThatSaysWhatIsAllowed(String path) {
        int before = sources.calls();

        HttpResponse<String> answer = sources.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo("invalid_parameter");
        assertThat(Golden.parse(answer.body()).get("message").asText())
                .startsWith("Parameter ")
                .contains("allowed is ");
        assertThat(sources.calls()).isEqualTo(before);
    }
}
