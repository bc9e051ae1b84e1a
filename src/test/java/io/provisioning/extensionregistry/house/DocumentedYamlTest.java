package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.provisioning.extensionregistry.support.Documents;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Routes that a document shows are as valid as ours. */
class DocumentedYamlTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Other YAML is not for Camel. */
    private static final Pattern ROUTES =
            Pattern.compile("(?m)^- (from|route|rest|routeTemplate|routeConfiguration|beans):");

    @TestFactory
    Stream<DynamicTest> examplesAreValid() throws IOException {
        return Documents.examples("yaml").stream()
                .filter(example -> ROUTES.matcher(example.text()).find())
                .map(example -> DynamicTest.dynamicTest(
                        example.toString(), () -> assertThat(RouteSchemaTest.problems(YAML.readTree(example.text())))
                                .isEmpty()));
    }

    @Test
    void thereAreExamplesAndAllOfThemSayThatTheyAreYaml() throws IOException {
        assertThat(Documents.examples("yaml"))
                .anySatisfy(example -> assertThat(example.text()).containsPattern(ROUTES));
        assertThat(Documents.examples(""))
                .allSatisfy(example -> assertThat(example.text()).doesNotContainPattern(ROUTES));
    }
}
