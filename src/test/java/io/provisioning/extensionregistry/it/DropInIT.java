package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sources that are one YAML file each: {@code mirror} offers everything but a download, {@code shelf} its list alone,
 * {@code oracle} answers for names alone, and {@code broken} fails.
 */
class DropInIT {
    private static final byte[] TOOL = TarGz.extension("taskserv", "tool", "2.1.0");
    private static StubServer remote;
    private static TwoSources sources;

    @BeforeAll
    static void start(@TempDir Path routes) throws Exception {
        remote = StubServer.start();
        remote.on("/list", json("[" + tool() + "," + rack() + ",{\"name\":\"Not One\",\"type\":\"provider\"}]"));
        remote.on("/taskserv/tool", json(tool()));
        remote.on("/taskserv/tool/versions", json("[" + tool() + ",{\"version\":\"2.0.0\"}]"));
        remote.on("/shelf", json("[" + rack() + "]"));
        remote.on("/oracle/cluster/delphi", json("{\"name\":\"delphi\",\"type\":\"cluster\",\"version\":\"7\"}"));
        remote.on("/files/tool.tar.gz", StubAnswer.of(200, "application/gzip", TOOL));
        Path backends = Files.createDirectories(routes.resolve("backends"));
        Files.writeString(
                backends.resolve("mirror.camel.yaml"),
                route("mirror.list", "/list")
                        + route("mirror.find", "/${exchangeProperty.extensionId}")
                        + route("mirror.versions", "/${exchangeProperty.extensionId}/versions")
                        + route("mirror.ping", "/list"));
        Files.writeString(backends.resolve("shelf.camel.yaml"), route("shelf.list", "/shelf"));
        Files.writeString(
                backends.resolve("oracle.camel.yaml"), route("oracle.find", "/oracle/${exchangeProperty.extensionId}"));
        Files.writeString(backends.resolve("broken.camel.yaml"), route("broken.list", "/nowhere"));
        FakeGitea gitea = FakeGitea.sample();
        FakeRegistry oci = FakeRegistry.sample();
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.routes", routes.toString());
        for (String id : new String[] {"mirror", "shelf", "oracle", "broken"}) {
            settings.put("registry." + id + ".url", remote.url());
        }
        sources = TwoSources.cold(gitea, oci, settings);
        Eventually.until("all catalogues are loaded", () -> sources.sources("/extensions")
                .matches(
                        "gitea;state=fresh.*, oci;state=fresh.*, broken;.*, mirror;state=fresh.*, oracle;state=skipped, "
                                + "shelf;state=fresh.*"));
    }

    @AfterAll
    static void stop() {
        sources.close();
        remote.close();
    }

    @Test
    void itsExtensionsAreListedAmongTheOthers() {
        HttpResponse<String> answer = sources.get("/extensions");

        assertThat(each(answer.body(), "name"))
                .containsExactly("aws", "buildkit", "kubernetes", "rack", "tool", "upcloud");
        JsonNode tool = Golden.parse(answer.body()).get(4);
        assertThat(tool.get("source").asText()).isEqualTo("mirror");
        assertThat(tool.get("version").asText()).isEqualTo("2.1.0");
        assertThat(tool.get("checksum").asText()).isEqualTo("sha256:" + TarGz.sha256(TOOL));
        assertThat(tool.get("url").asText()).isEqualTo("/api/v1/extensions/taskserv/tool/2.1.0");
        assertThat(Golden.parse(answer.body()).get(3).get("sources").toString())
                .isEqualTo("[{\"source\":\"mirror\",\"version\":\"1.0\"},{\"source\":\"shelf\",\"version\":\"1.0\"}]");
    }

    @Test
    void oneThatFailsIsNamedAndLeavesTheOthersAlone() {
        HttpResponse<String> answer = sources.get("/extensions");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "X-Registry-Sources"))
                .contains("broken;state=failed;reason=invalid_answer")
                .contains("oracle;state=skipped");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void itCanBeAskedAloneAndByName() {
        HttpResponse<String> answer = sources.get("/extensions/taskserv/tool?source=mirror");

        assertThat(Golden.parse(answer.body()).get("source").asText()).isEqualTo("mirror");
        assertThat(header(answer, "X-Registry-Sources"))
                .contains("gitea;state=skipped", "oci;state=skipped", "mirror;state=fresh");
    }

    @Test
    void itsVersionsAreThoseOfItsOwnAnswer() {
        assertThat(each(
                        sources.get("/extensions/taskserv/tool/versions?source=mirror")
                                .body(),
                        "version"))
                .containsExactly("2.1.0", "2.0.0");
    }

    @Test
    void aNameThatItAnswersWith404IsNotThere() {
        HttpResponse<String> answer = sources.get("/extensions/taskserv/nothing?source=mirror");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "X-Registry-Sources")).contains("mirror;state=fresh");
    }

    @Test
    void anOperationThatIsNotOfferedIsSkippedAndNoError() {
        HttpResponse<String> aws = sources.get("/extensions/provider/aws/versions");

        assertThat(aws.statusCode()).isEqualTo(200);
        assertThat(header(aws, "X-Registry-Sources")).contains("oracle;state=skipped", "shelf;state=skipped");
        assertThat(sources.get("/extensions?source=oracle").body()).isEqualTo("[]");
    }

    @Test
    void whatItsCatalogueHoldsIsFoundWithoutAnOperationForIt() {
        HttpResponse<String> versions = sources.get("/extensions/cluster/rack/versions?source=shelf");

        assertThat(each(versions.body(), "version")).containsExactly("1.0");
        assertThat(header(versions, "X-Registry-Sources")).contains("shelf;state=fresh");
        assertThat(sources.get("/extensions/cluster/rack?source=shelf").statusCode())
                .isEqualTo(200);
        assertThat(sources.get("/extensions/cluster/delphi?source=oracle").statusCode())
                .isEqualTo(200);
    }

    @Test
    void itsBytesAreThoseAtTheAddressThatItGives() {
        HttpResponse<byte[]> answer = sources.registry().bytes("/extensions/taskserv/tool/latest?source=mirror");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TOOL);
        assertThat(header(answer, "X-Registry-Source")).isEqualTo("mirror");
        assertThat(header(answer, "ETag")).isEqualTo("\"sha256:" + TarGz.sha256(TOOL) + "\"");
        HttpResponse<String> none = sources.get("/extensions/taskserv/tool/2.0.0?source=mirror");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(Golden.parse(none.body()).get("error").asText()).isEqualTo("no_artifact");
    }

    @Test
    void healthAndMetricsKnowIt() {
        JsonNode backends = Golden.parse(sources.get("/health").body()).get("backends");

        assertThat(Golden.keys(backends)).containsExactly("gitea", "oci", "broken", "mirror", "oracle", "shelf");
        assertThat(backends.get("mirror").get("healthy").asBoolean()).isTrue();
        assertThat(backends.get("mirror").get("skipped").toString()).isEqualTo("{\"not_an_extension\":1}");
        assertThat(backends.get("broken").get("healthy").asBoolean()).isFalse();
        assertThat(backends.get("broken").get("reason").asText()).isEqualTo("invalid_answer");
        assertThat(sources.value("catalog_extensions", "source=\"mirror\"")).isEqualTo(2);
    }

    private static String tool() {
        return "{\"name\":\"tool\",\"type\":\"taskserv\",\"version\":\"2.1.0\",\"description\":\"A tool\",\"download_url\":\""
                + remote.url() + "/files/tool.tar.gz\",\"checksum\":\"sha256:" + TarGz.sha256(TOOL) + "\",\"size\":"
                + TOOL.length + ",\"tags\":[\"useful\"]}";
    }

    private static String rack() {
        return "{\"name\":\"rack\",\"type\":\"cluster\",\"version\":\"1.0\"}";
    }

    private static StubAnswer json(String body) {
        return StubAnswer.json(body);
    }

    private static String route(String id, String path) {
        String source = id.substring(0, id.indexOf('.'));
        return """
                - route:
                    id: %s
                    description: For a test
                    group: backend-drop-in
                    routeConfigurationId: backend
                    from:
                      uri: direct:%s
                      steps:
                        - setBody:
                            simple: "{{registry.%s.url}}%s"
                        - to: direct:%s.get
                """.formatted(id, id, source, path, source);
    }
}
