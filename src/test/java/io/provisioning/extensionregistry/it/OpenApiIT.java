package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service answers is what its description says: status, headers, media type and body. */
class OpenApiIT {
    /** Of HTTP itself, and of every answer of the server. */
    private static final Set<String> OF_EVERY_ANSWER =
            Set.of("content-type", "content-length", "content-encoding", "transfer-encoding", "date", "connection");

    private static TwoSources sources;
    private static JsonNode api;

    @BeforeAll
    static void start() throws Exception {
        sources = TwoSources.start();
        api = Golden.parse(sources.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource({
        "/extensions, /extensions, 200",
        "/extensions, /extensions?limit=1&offset=1&sort=-published_at, 200",
        "/extensions, /extensions?limit=abc, 400",
        "/extensions, /extensions?type=none, 400",
        "/extensions/search, /extensions/search?q=cloud, 200",
        "/extensions/search, /extensions/search, 400",
        "/extensions/{type}/{name}, /extensions/provider/aws, 200",
        "/extensions/{type}/{name}, /extensions/provider/nothing, 404",
        "/extensions/{type}/{name}/versions, /extensions/provider/aws/versions, 200",
        "/extensions/{type}/{name}/resolve, /extensions/provider/aws/resolve?constraint=*, 200",
        "/extensions/{type}/{name}/resolve, /extensions/provider/aws/resolve?constraint=9999, 404",
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/latest, 200",
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/0.0.0-none, 404",
        "/health, /health, 200",
        "/metrics, /metrics, 200",
        "/cache/stats, /cache/stats, 200",
        "/openapi.json, /openapi.json, 200",
        "/openapi.yaml, /openapi.yaml, 200",
        "/docs, /docs, 200",
        "/docs/{file}, /docs/swagger-ui-bundle.js, 200",
        "/docs/{file}, /docs/other.js, 404",
        "/docs/{file}, /docs/..%2Findex.html, 400",
    })
    void anAnswerIsAsDescribed(String path, String target, int status) {
        HttpResponse<String> answer = sources.get(target);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        described(path, answer);
    }

    @ParameterizedTest
    @CsvSource({
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/latest, Range, bytes=0-9, 206",
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/latest, Range, bytes=99999999-, 416",
        "/extensions, /extensions, Accept, image/png, 406",
        "/metrics, /metrics, Accept, application/openmetrics-text, 200",
    })
    void soIsOneToARequestWithHeaders(String path, String target, String name, String value, int status) {
        HttpResponse<String> answer = sources.get(target, name, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        described(path, answer);
    }

    private static void described(String path, HttpResponse<String> answer) {
        JsonNode response =
                api.path("paths").path("/api/v1" + path).at("/get/responses").path(String.valueOf(answer.statusCode()));
        assertThat(response.isObject())
                .as("%s %s is described", path, answer.statusCode())
                .isTrue();
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.addAll(Golden.keys(response.path("headers")));
        headers.addAll(OF_EVERY_ANSWER);
        assertThat(answer.headers().map().keySet())
                .allSatisfy(header -> assertThat(headers).contains(header));
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode content = response.path("content");
        JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
        assertThat(media.isObject()).as("%s of %s is described", type, path).isTrue();
        if (type.equals("application/json")) {
            valid(media.get("schema"), Golden.parse(answer.body()));
        }
    }

    private static void valid(JsonNode schema, JsonNode value) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", api.get("components"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole)
                        .validate(value))
                .as("%s", value)
                .isEmpty();
    }

    @Test
    void everyExampleIsOfItsSchema() {
        List<JsonNode> media = api.findParents("example");

        assertThat(media).hasSizeGreaterThan(20).allSatisfy(each -> valid(each.get("schema"), each.get("example")));
    }

    @Test
    void everyOperationHasItsErrorsWithTheirSchema() {
        api.get("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            String schema = path.getKey().startsWith("/v2") ? "DistributionErrors" : "ErrorBody";
            JsonNode responses = operation.get("responses");
            assertThat(Golden.keys(responses))
                    .as("%s", operation.get("operationId"))
                    .contains("400", "406", "408", "413", "414", "429", "431", "500");
            responses.properties().forEach(response -> {
                assertThat(Golden.keys(response.getValue().path("headers"))).contains("X-Request-Id");
                if (response.getKey().matches("[45].*")
                        && !operation.get("operationId").asText().equals("api.get-health")) {
                    assertThat(response.getValue()
                                    .at("/content/application~1json/schema/$ref")
                                    .asText())
                            .isEqualTo("#/components/schemas/" + schema);
                }
            });
        }));
        assertThat(api.at("/components/schemas/ErrorBody/required")).hasSize(2);
        assertThat(api.at("/components/schemas/DistributionErrors/properties/errors/items/required"))
                .hasSize(2);
        assertThat(api.get("paths").properties())
                .anySatisfy(path -> assertThat(path.getKey()).startsWith("/v2"));
    }

    @Test
    void thePageNeedsNoNetwork() {
        String page = sources.get("/docs").body();

        assertThat(Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page).results())
                .hasSize(4)
                .allSatisfy(
                        match -> assertThat(sources.get("/" + match.group(1)).statusCode())
                                .as(match.group(1))
                                .isEqualTo(200));
        assertThat(TwoSources.header(sources.get("/docs"), "Content-Security-Policy"))
                .contains("default-src 'none'");
    }
}
