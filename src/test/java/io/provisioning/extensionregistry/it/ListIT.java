package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code GET /extensions}. */
class ListIT {
    private static final String API = "</api/v1/extensions?";
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
    void oneEntryForEachExtensionIsListedByName() {
        HttpResponse<String> answer = sources.get("/extensions");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        Golden.assertGolden(answer.body(), "extensions.json", sources.oci().url());
    }

    @Test
    void fieldsStandInTheOrderThatIsPromised() {
        JsonNode first = Golden.parse(sources.get("/extensions").body()).get(0);

        assertThat(Golden.keys(first))
                .containsExactly(
                        "name",
                        "type",
                        "version",
                        "description",
                        "author",
                        "repository",
                        "source",
                        "published_at",
                        "download_url",
                        "checksum",
                        "size",
                        "tags",
                        "url",
                        "sources");
    }

    @Test
    void headersSayHowMuchThereIsWhereItIsFromAndHowLongItIsGood() {
        HttpResponse<String> answer = sources.get("/extensions");

        assertThat(header(answer, "X-Total-Count")).isEqualTo("4");
        assertThat(header(answer, "Link"))
                .isEqualTo(API + "limit=100&offset=0>; rel=\"first\", " + API + "limit=100&offset=0>; rel=\"last\"");
        assertThat(header(answer, "X-Cache")).isEqualTo("hit");
        assertThat(header(answer, "X-Registry-Sources"))
                .matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+");
        assertThat(header(answer, "Age")).matches("\\d+");
        assertThat(header(answer, "Cache-Control")).matches("max-age=(300|2\\d\\d)");
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]+\"");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(answer, "X-Request-Id")).isNotEmpty();
    }

    @Test
    void aTypeLeavesOutTheOthers() {
        assertThat(each(sources.get("/extensions?type=provider").body(), "name"))
                .containsExactly("aws", "upcloud");
        assertThat(each(sources.get("/extensions?type=cluster").body(), "name")).containsExactly("buildkit");
    }

    @Test
    void aSourceShowsItsOwnView() {
        HttpResponse<String> oci = sources.get("/extensions?source=oci");

        assertThat(each(oci.body(), "source")).containsOnly("oci");
        assertThat(each(oci.body(), "version")).containsExactly("1.2.0", "0.13.0", "1.29.1", "1.0.0");
        assertThat(Golden.parse(oci.body()).get(0).get("sources").toString())
                .isEqualTo("[{\"source\":\"oci\",\"version\":\"1.2.0\"}]");
        assertThat(header(oci, "X-Registry-Sources")).matches("gitea;state=skipped, oci;state=fresh;age=\\d+");
        assertThat(each(sources.get("/extensions?source=gitea").body(), "source"))
                .containsOnly("gitea");
    }

    @Test
    void pagesAreAPartitionOfTheList() {
        List<String> names = new ArrayList<>();
        for (int offset = 0; offset < 4; offset += 3) {
            HttpResponse<String> page = sources.get("/extensions?limit=3&offset=" + offset);
            assertThat(header(page, "X-Total-Count")).isEqualTo("4");
            names.addAll(each(page.body(), "name"));
        }

        assertThat(names).containsExactly("aws", "buildkit", "kubernetes", "upcloud");
    }

    @Test
    void linksLeadFromPageToPageAndKeepTheFilters() {
        assertThat(header(sources.get("/extensions?limit=1&offset=1&sort=-name&source=gitea"), "Link"))
                .contains("limit=1&offset=0>; rel=\"first\"")
                .contains("limit=1&offset=0>; rel=\"prev\"")
                .contains("limit=1&offset=2>; rel=\"next\"")
                .contains("limit=1&offset=3>; rel=\"last\"")
                .contains("sort=-name")
                .contains("source=gitea");
    }

    @Test
    void aPageBehindTheEndIsEmpty() {
        HttpResponse<String> answer = sources.get("/extensions?offset=1000");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
        assertThat(header(answer, "X-Total-Count")).isEqualTo("4");
    }

    @Test
    void theListIsSortedAsAsked() {
        assertThat(names("-name")).containsExactly("upcloud", "kubernetes", "buildkit", "aws");
        assertThat(names("published_at")).containsExactly("buildkit", "upcloud", "aws", "kubernetes");
        assertThat(names("-published_at")).containsExactly("kubernetes", "aws", "upcloud", "buildkit");
    }

    @Test
    void whoeverHasTheAnswerGetsNoBody() {
        String tag = header(sources.get("/extensions"), "ETag");

        HttpResponse<String> answer = sources.get("/extensions", "If-None-Match", "\"other\", " + tag);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "ETag")).isEqualTo(tag);
        assertThat(header(answer, "Cache-Control")).startsWith("max-age=");
        assertThat(sources.get("/extensions", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCompressedAnswerHasATagOfItsOwnAndEitherTagMatches() throws Exception {
        String plain = header(sources.get("/extensions"), "ETag");

        HttpResponse<byte[]> answer = sources.registry().bytes("/extensions", "Accept-Encoding", "gzip");

        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        String compressed = header(answer, "ETag");
        assertThat(compressed).isNotEqualTo(plain).startsWith("\"");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
        Golden.assertGolden(text, "extensions.json", sources.oci().url());
        for (String tag : List.of(plain, compressed)) {
            for (String coding : List.of("gzip", "identity")) {
                assertThat(sources.get("/extensions", "Accept-Encoding", coding, "If-None-Match", tag)
                                .statusCode())
                        .isEqualTo(304);
            }
        }
    }

    @Test
    void headIsTheAnswerWithoutItsBody() {
        HttpResponse<String> get = sources.get("/extensions");

        HttpResponse<String> head = sources.send("HEAD", "/extensions");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("ETag", "Content-Type", "Content-Length", "X-Total-Count", "Link", "Vary")) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
        }
    }

    @Test
    void unknownParametersAreIgnored() {
        assertThat(sources.get("/extensions?colour=red").statusCode()).isEqualTo(200);
    }

    @Test
    void addressesAreAbsoluteIfTheServiceKnowsItsOwn() throws Exception {
        var settings = new java.util.HashMap<>(TwoSources.settings(sources.gitea(), sources.oci()));
        settings.put("registry.server.public-url", "https://extensions.example.com/base");
        try (RunningRegistry registry = RunningRegistry.start(settings)) {
            Eventually.until(
                    "the list is there",
                    () -> each(registry.get("/extensions").body(), "url").size() == 4);
            assertThat(each(registry.get("/extensions").body(), "url"))
                    .startsWith("https://extensions.example.com/base/api/v1/extensions/provider/aws/1.2.0");
        }
    }

    private static List<String> names(String sort) {
        return each(sources.get("/extensions?sort=" + sort).body(), "name");
    }
}
