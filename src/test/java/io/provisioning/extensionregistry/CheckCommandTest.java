package io.provisioning.extensionregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Path EXAMPLES = Path.of("src/examples");

    @TempDir
    Path folder;

    private List<String> problems(String... keysAndValues) throws Exception {
        Properties system = new Properties();
        system.put("registry.routes", folder.toString());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            system.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Settings settings = SettingsLoader.load(system, Map.of(), folder);
        return CheckCommand.problems(settings.forTrial());
    }

    private void copy(String example, String to) throws IOException {
        Path place = folder.resolve(to);
        Files.createDirectories(place);
        Path file = EXAMPLES.resolve(example);
        Files.copy(file, place.resolve(file.getFileName()));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void allExamplesTogetherAreGood() throws Exception {
        copy("github-releases/github.camel.yaml", "backends");
        copy("http-index/index.camel.yaml", "backends");
        copy("endpoint/latest-version.camel.yaml", "api");
        copy("transformation/get.camel.yaml", "catalog");

        assertThat(problems(
                        "registry.github.organization", "acme", "registry.index.url", "http://127.0.0.1/index.json"))
                .isEmpty();
    }

    @Test
    void whatASourceNeedsAndIsNotSetIsNamedWithItsLine() throws Exception {
        copy("http-index/index.camel.yaml", "backends");

        assertThat(problems())
                .singleElement()
                .asString()
                .matches("backends/index\\.camel\\.yaml:\\d+: .*registry\\.index\\.url.*");
    }

    @Test
    void everyBrokenFileIsNamed() throws Exception {
        write("backends/one.camel.yaml", "- route: [\n");
        write("backends/gitea-server.camel.yaml", "- nonsense: {}\n");
        write("backends/Wrong Name.camel.yaml", "");
        write("api/own.camel.yaml", "- rest:\n    path: /x\n    git:\n      - path: /y\n");

        assertThat(problems())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).startsWith("backends/one.camel.yaml:2: "))
                .anySatisfy(line -> assertThat(line).startsWith("backends/gitea-server.camel.yaml:1: "))
                .anySatisfy(line -> assertThat(line).contains("Wrong Name", "no id of a source"))
                .anySatisfy(line -> assertThat(line).matches("api/own\\.camel\\.yaml:[34]: .*git.*"));
    }

    @Test
    void aRouteThatCannotBeMadeIsNamedWithItsFileAndLine() throws Exception {
        write("team/own.camel.yaml", """
                - route:
                    id: team.own
                    from:
                      uri: direct:team.own
                      steps:
                        - bean:
                            ref: nobody
                """);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("team/own.camel.yaml:6: ")
                .contains("nobody");
    }

    @Test
    void anEmptyFolderIsGood() throws Exception {
        assertThat(problems()).isEmpty();
    }
}
