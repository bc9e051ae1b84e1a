package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.http.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the API as such: nothing that a client needs is left open. What is answered {@link OpenApiIT} asks. */
class DescriptionIT {
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

    @Test
    void everyExampleIsOfItsSchema() {
        List<JsonNode> media = api.findParents("example");

        assertThat(media)
                .hasSizeGreaterThan(20)
                .allSatisfy(each -> OpenApiIT.valid(api, each.get("schema"), each.get("example")));
    }

    @Test
    void everyAnswerWithJsonShowsAnExample() {
        api.get("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .get("responses")
                        .findValues("application/json")
                        .forEach(media -> assertThat(Golden.keys(media))
                                .as("%s", operation.get("operationId"))
                                .contains("schema", "example"))));
    }

    @Test
    void everyParameterIsBoundedAndShowsAnExample() {
        List<JsonNode> parameters = new ArrayList<>();
        api.get("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path("parameters")
                        .forEach(each -> parameters.add(
                                each.has("$ref")
                                        ? api.at(each.get("$ref").asText().substring(1))
                                        : each))));

        assertThat(parameters).hasSizeGreaterThan(80).allSatisfy(parameter -> {
            assertThat(Golden.keys(parameter)).contains("name", "in", "description", "schema", "example");
            JsonNode schema = parameter.get("schema");
            OpenApiIT.valid(api, schema, parameter.get("example"));
            if (schema.has("default")) {
                OpenApiIT.valid(api, schema, schema.get("default"));
            }
            if (!parameter.get("in").asText().equals("header")
                    && !schema.get("type").asText().equals("boolean")) {
                assertThat(Golden.keys(schema))
                        .as("%s", parameter)
                        .containsAnyOf("pattern", "enum", "minimum", "maxLength");
            }
        });
    }

    /** What is not described is ignored, so what is described must not be. */
    @Test
    void aSourceThatThereIsNotIsRefusedWhereverOneCanBeNamed() {
        api.get("paths").properties().forEach(path -> {
            String target = path.getKey()
                    .replace("/api/v1", "")
                    .replace("{type}", "provider")
                    .replace("{name}", "aws")
                    .replace("{version}", "latest")
                    .replace("{file}", "start.js");
            boolean named = path.getValue()
                    .at("/get/parameters")
                    .findValuesAsText("name")
                    .contains("source");
            if (!path.getKey().startsWith("/v2") && path.getValue().has("get")) {
                int status =
                        sources.get(target + "?q=a&constraint=*&source=none").statusCode();
                assertThat(status == 400).as(target).isEqualTo(named);
            }
        });
    }

    @Test
    void theErrorsAreThoseThatThereAre() {
        Set<String> described = new TreeSet<>();
        api.at("/components/schemas/ErrorBody/properties/error/enum").forEach(word -> described.add(word.asText()));

        Set<String> kinds =
                Stream.of(ErrorKind.values()).map(ErrorKind::wireName).collect(Collectors.toCollection(TreeSet::new));
        // These are of the distribution specification alone.
        kinds.removeIf(kind -> kind.matches("(name|digest|manifest|blob)_(invalid|unknown)"));
        assertThat(described).isEqualTo(kinds);
    }

    @Test
    void everyOperationHasItsErrorsWithTheirSchema() {
        api.get("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            String schema = path.getKey().startsWith("/v2") ? "DistributionErrors" : "ErrorBody";
            JsonNode responses = operation.get("responses");
            assertThat(Golden.keys(responses))
                    .as("%s", operation.get("operationId"))
                    .contains("400", "406", "408", "413", "414", "429", "431", "500", "503");
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
}
