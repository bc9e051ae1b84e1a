package io.provisioning.extensionregistry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Adds to the description what the REST DSL cannot say: bounds of parameters, headers, examples, the schema of errors,
 * and the answers that every endpoint may give. All of it stands in {@code openapi/detail.yaml}; the paths of the
 * distribution specification, which are one path for the REST DSL, in {@code openapi/distribution.yaml}.
 */
final class OpenApiDetail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ERROR = Pattern.compile("[45]\\d\\d");
    private static final String MEDIA = "application/json";

    private final JsonNode detail;
    private final JsonNode distribution;

    private OpenApiDetail(JsonNode detail, JsonNode distribution) {
        this.detail = detail;
        this.distribution = distribution;
    }

    /** Reads what comes in the jar. */
    static OpenApiDetail load() {
        return new OpenApiDetail(read("detail"), read("distribution"));
    }

    private static JsonNode read(String name) {
        try (InputStream yaml = OpenApiDetail.class.getResourceAsStream("/openapi/" + name + ".yaml")) {
            return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completes the document in place. */
    void addTo(ObjectNode document) {
        merge(document, detail.get("document"));
        merge(document, distribution);
        document.path("paths").properties().forEach(path -> {
            String errors = DistributionError.speaksAt(path.getKey()) ? "DistributionErrors" : "ErrorBody";
            for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
                if (verb.getValue().has("operationId")) {
                    complete((ObjectNode) verb.getValue(), errors);
                }
            }
        });
    }

    private void complete(ObjectNode operation, String errors) {
        String id = operation.get("operationId").asText();
        ObjectNode responses = operation.withObject("/responses");
        detail.get("everywhere").properties().forEach(each -> {
            if (!responses.has(each.getKey())) {
                responses.putObject(each.getKey()).set("description", each.getValue());
            }
        });
        merge(operation, detail.path("operations").path(id));
        parameters(id, operation.withArray("/parameters"));
        responses.properties().forEach(response -> {
            ObjectNode answer = (ObjectNode) response.getValue();
            if (ERROR.matcher(response.getKey()).matches()) {
                error(response.getKey(), answer, errors);
            }
            headers(id, response.getKey(), answer);
        });
    }

    private void parameters(String operation, ArrayNode parameters) {
        parameters.forEach(parameter -> typeDefault(parameter.path("schema")));
        JsonNode rules = detail.get("parameters");
        if (operation.matches(rules.get("operations").asText())) {
            parameters.forEach(parameter -> merge(
                    (ObjectNode) parameter,
                    rules.get("names").path(parameter.path("name").asText())));
        }
        for (JsonNode rule : detail.get("requestHeaders")) {
            if (operation.matches(rule.get("operations").asText())) {
                rule.get("names")
                        .forEach(
                                name -> parameters.addObject().put("$ref", "#/components/parameters/" + name.asText()));
            }
        }
    }

    /** Camel writes every default as text. */
    private static void typeDefault(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && schema.path("default").isTextual()
                && !schema.path("type").asText().equals("string")) {
            try {
                object.set("default", JSON.readTree(schema.get("default").asText()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void error(String status, ObjectNode answer, String schema) {
        ObjectNode media = answer.withObject("/content").withObject("/" + MEDIA.replace("/", "~1"));
        // One that the REST DSL names a type of its own for has that one.
        if (!media.at("/schema/$ref").isMissingNode()
                && !media.at("/schema/$ref").asText().endsWith("/ErrorBody")) {
            return;
        }
        media.putObject("schema").put("$ref", "#/components/schemas/" + schema);
        JsonNode example = detail.path("errors").path(status);
        if (example.isObject()) {
            media.set("example", schema.equals("ErrorBody") ? example : inItsWords(example));
        }
    }

    /** The same error as it is below {@code /v2}. */
    private static JsonNode inItsWords(JsonNode error) {
        ErrorKind kind = ErrorKind.valueOf(error.get("error").asText().toUpperCase(Locale.ROOT));
        try {
            return JSON.readTree(DistributionError.of(kind, error.get("message").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void headers(String operation, String status, ObjectNode answer) {
        for (JsonNode rule : detail.get("headers")) {
            if (operation.matches(rule.get("operations").asText())
                    && status.matches(rule.get("statuses").asText())) {
                rule.get("names").forEach(name -> answer.withObject("/headers")
                        .putObject(name.asText())
                        .put("$ref", "#/components/headers/" + name.asText()));
            }
        }
    }

    /** Objects are merged, everything else is replaced. */
    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(each -> {
            JsonNode there = into.get(each.getKey());
            if (there instanceof ObjectNode object && each.getValue().isObject()) {
                merge(object, each.getValue());
            } else {
                into.set(each.getKey(), each.getValue().deepCopy());
            }
        });
    }
}
