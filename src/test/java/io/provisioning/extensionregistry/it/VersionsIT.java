package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code GET /extensions/{type}/{name}/versions}. */
class VersionsIT {
    private static final String AWS = "/extensions/provider/aws/versions";
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
    void versionsOfAllSourcesAreListedNewestFirst() {
        HttpResponse<String> answer = sources.get(AWS);

        assertThat(answer.statusCode()).isEqualTo(200);
        Golden.assertGolden(answer.body(), "versions-aws.json", sources.oci().url());
    }

    @Test
    void aLeadingVIsNotPartOfTheVersion() {
        Golden.assertGolden(
                sources.get("/extensions/provider/upcloud/versions").body(),
                "versions-upcloud.json",
                sources.oci().url());
    }

    @Test
    void preReleasesAreLeftOutOnRequest() {
        assertThat(each(sources.get(AWS + "?prerelease=false").body(), "version"))
                .containsExactly("1.2.0", "1.1.0", "1.0.0");
        assertThat(each(sources.get(AWS + "?prerelease=true").body(), "version"))
                .startsWith("2.0.0-rc.1");
        assertThat(sources.get(AWS + "?prerelease=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void aSourceShowsItsOwnVersions() {
        assertThat(each(sources.get(AWS + "?source=oci").body(), "source")).containsExactly("oci", "oci", "oci");
    }

    @Test
    void theSecondQuestionIsAnsweredFromTheCopy() {
        sources.get("/extensions/cluster/buildkit/versions");
        int before = sources.calls();

        HttpResponse<String> again = sources.get("/extensions/cluster/buildkit/versions");

        assertThat(header(again, "X-Cache")).isEqualTo("hit");
        assertThat(sources.get("/extensions/cluster/buildkit/resolve?constraint=*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(sources.calls()).isEqualTo(before);
    }

    @Test
    void versionsHaveATagAndHeadersOfTheirOwn() {
        HttpResponse<String> answer = sources.get(AWS);

        assertThat(sources.get(AWS, "If-None-Match", header(answer, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(header(sources.send("HEAD", AWS), "ETag")).isEqualTo(header(answer, "ETag"));
        assertThat(header(answer, "X-Registry-Sources"))
                .matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+");
    }

    @Test
    void whatNoSourceHasHasNoVersions() {
        HttpResponse<String> answer = sources.get("/extensions/provider/nobody/versions");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"not_found\",\"message\":\"Extension provider/nobody not found\"}");
    }
}
