package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service answers is what its description says: status, headers, media type and body. */
class OpenApiIT {
    /** Of HTTP itself, and of every answer of the server. */
    private static final Set<String> OF_EVERY_ANSWER =
            Set.of("content-type", "content-length", "content-encoding", "transfer-encoding", "date", "connection");

    /** Of the config of artifacts that are made here. */
    private static final String EMPTY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @TempDir
    static Path secrets;

    private static TwoSources sources;
    private static JsonNode api;

    @BeforeAll
    static void start() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        FakeRegistry oci = FakeRegistry.sample();
        Path secret = Files.writeString(secrets.resolve("webhook"), Secrets.of("webhook"));
        sources = TwoSources.cold(gitea, oci, Map.of("registry.gitea.webhook-secret-path", secret.toString()));
        sources.awaitLoaded();
        api = Golden.parse(sources.get("/openapi.json").body());
        // Clients must bear new fields; here such a field is one that nobody has described.
        api.at("/components/schemas").forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
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
        described("get", "/api/v1" + path, answer);
    }

    @ParameterizedTest
    @CsvSource({
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/latest, Range, bytes=0-9, 206",
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/latest, Range, bytes=99999999-, 416",
        "/extensions, /extensions, Accept, image/png, 406",
        "/metrics, /metrics, Accept, application/openmetrics-text, 200",
        "/metrics, /metrics, If-None-Match, *, 304",
        "/docs, /docs, If-None-Match, *, 304",
        "/docs/{file}, /docs/swagger-ui.css, If-None-Match, *, 304",
        "/extensions, /extensions, If-None-Match, *, 304",
        "/extensions/{type}/{name}/{version}, /extensions/provider/aws/latest, If-None-Match, *, 304",
    })
    void soIsOneToARequestWithHeaders(String path, String target, String name, String value, int status) {
        HttpResponse<String> answer = sources.get(target, name, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        described("get", "/api/v1" + path, answer);
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource({
        "/v2/, /v2/, 200",
        "/v2/_catalog, /v2/_catalog?n=1, 200",
        "/v2/_catalog, /v2/_catalog?n=x, 400",
        "/v2/{namespace}/{repository}/tags/list, /v2/provisioning/aws-provider/tags/list?n=1, 200",
        "/v2/{namespace}/{repository}/tags/list, /v2/provisioning/none-provider/tags/list, 404",
        "/v2/{namespace}/{repository}/manifests/{reference}, /v2/provisioning/aws-provider/manifests/1.2.0, 200",
        "/v2/{namespace}/{repository}/manifests/{reference}, /v2/provisioning/aws-provider/manifests/latest, 200",
        "/v2/{namespace}/{repository}/manifests/{reference}, /v2/provisioning/aws-provider/manifests/none, 404",
        "/v2/{namespace}/{repository}/blobs/{digest}, /v2/provisioning/aws-provider/blobs/" + EMPTY + ", 200",
        "/v2/{namespace}/{repository}/blobs/{digest}, /v2/provisioning/aws-provider/blobs/sha256:0, 400",
        "/v2/{namespace}/{repository}/referrers/{digest}, /v2/provisioning/aws-provider/referrers/" + EMPTY
                + "?artifactType=any, 200",
    })
    void soIsOneOfTheDistributionSpecification(String path, String target, int status) {
        HttpResponse<String> answer = RunningRegistry.send(
                RunningRegistry.request(sources.registry().url() + target).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        described("get", path, answer);
    }

    @ParameterizedTest
    @CsvSource({"gitea, 401", "oci, 403", "none, 404"})
    void soIsOneToAWebhook(String source, int status) {
        HttpResponse<String> answer = sources.send("POST", "/webhooks/" + source);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        described("post", "/api/v1/webhooks/{source}", answer);
    }

    private static void described(String verb, String path, HttpResponse<String> answer) {
        JsonNode response =
                api.path("paths").path(path).path(verb).path("responses").path(String.valueOf(answer.statusCode()));
        assertThat(response.isObject())
                .as("%s %s is described", path, answer.statusCode())
                .isTrue();
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.addAll(Golden.keys(response.path("headers")));
        headers.addAll(OF_EVERY_ANSWER);
        assertThat(answer.headers().map().keySet())
                .allSatisfy(header -> assertThat(headers).contains(header));
        response.path("headers").properties().forEach(header -> {
            JsonNode meant = api.at(header.getValue().get("$ref").asText().substring(1));
            if (meant.path("required").asBoolean()) {
                assertThat(answer.headers().map()).containsKey(header.getKey().toLowerCase(Locale.ROOT));
            }
        });
        if (answer.statusCode() == 304) {
            assertThat(answer.headers().map()).doesNotContainKeys("content-type", "content-encoding");
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode content = response.path("content");
        JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
        assertThat(media.isObject()).as("%s of %s is described", type, path).isTrue();
        if (type.equals("application/json")) {
            valid(media.get("schema"), Golden.parse(answer.body()));
        }
    }

    private static void valid(JsonNode schema, JsonNode value) {
        valid(api, schema, value);
    }

    /** Fails if a value is not of a schema of that description. */
    static void valid(JsonNode api, JsonNode schema, JsonNode value) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", api.get("components"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole)
                        .validate(value))
                .as("%s", value)
                .isEmpty();
    }

    /** What a browser has kept takes the headers of a 304. */
    @Test
    void theRulesForAPageAreTheSameWhenItHasNotChanged() {
        for (String name : new String[] {"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"}) {
            assertThat(TwoSources.header(sources.get("/docs", "If-None-Match", "*"), name))
                    .as(name)
                    .isNotEmpty()
                    .isEqualTo(TwoSources.header(sources.get("/docs"), name));
        }
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
