package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every route file is valid by the schema that Camel gives out with its YAML DSL. */
class RouteSchemaTest {
    @TestFactory
    Stream<DynamicTest> routeFilesAreValid() throws Exception {
        JsonSchema schema;
        try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        }
        return RouteSource.files().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey(), () -> assertThat(schema.validate(file.getValue()).stream()
                                        .filter(message -> !isNumberOfATemplate(message)))
                                .isEmpty()));
    }

    /** The schema does not know that a number may come from a template's parameter. */
    private static boolean isNumberOfATemplate(ValidationMessage message) {
        return message.getType().equals("type")
                && message.getMessage().endsWith("string found, number expected")
                && message.getInstanceNode().asText().matches("\\{\\{[a-z]+}}");
    }
}
