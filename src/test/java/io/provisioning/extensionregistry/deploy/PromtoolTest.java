package io.provisioning.extensionregistry.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts, as Prometheus' own tool checks and tests them; it must be there if PROMTOOL says so. */
class PromtoolTest {
    private static final Path FOLDER = Path.of("src/deploy/prometheus");

    @BeforeAll
    static void isThere() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        if (!"required".equals(System.getenv("PROMTOOL"))) {
            assumeTrue(
                    found, "promtool is not on the path (Debian's package prometheus); set PROMTOOL=required to fail");
        }
        assertThat(found).as("promtool is on the path").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check config prometheus.yaml", "check rules rules.yaml", "test rules rules-test.yaml"})
    void itIsContent(String command) throws Exception {
        List<String> line = Stream.concat(Stream.of("promtool"), Stream.of(command.split(" ")))
                .toList();
        Process process = new ProcessBuilder(line)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
