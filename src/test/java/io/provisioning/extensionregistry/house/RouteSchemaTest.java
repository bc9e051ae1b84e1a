package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every route file is valid by the schema that Camel gives out with its YAML DSL. */
class RouteSchemaTest {
    private static final JsonSchema SCHEMA = schema();

    @TestFactory
    Stream<DynamicTest> routeFilesAreValid() {
        return RouteSource.files().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> assertThat(problems(file.getValue()))
                        .isEmpty()));
    }

    /** What is wrong with a file of routes. */
    static List<ValidationMessage> problems(JsonNode file) {
        return SCHEMA.validate(file).stream()
                .filter(message -> !isNumberOfATemplate(message))
                .toList();
    }

    private static JsonSchema schema() {
        try (InputStream in = RouteSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema does not know that a number may come from a template's parameter. */
    private static boolean isNumberOfATemplate(ValidationMessage message) {
        return message.getType().equals("type")
                && message.getMessage().endsWith("string found, number expected")
                && message.getInstanceNode().asText().matches("\\{\\{[a-z]+}}");
    }
}
