package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.Leaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts {@code target/extension-registry.jar} at a terminal. */
class BannerIT {
    private static final Path JAR = Path.of("target", "extension-registry.jar").toAbsolutePath();
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String GREEN = "\u001B[32mreachable";

    @TempDir
    Path folder;

    private void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void itSaysWhereItListensWhomItAsksAndWhatItLoaded() throws Exception {
        Path mirror = Path.of("src/examples/http-index/index.camel.yaml");
        write("routes/backends/index.camel.yaml", Files.readString(mirror));
        write("routes/backends/broken.camel.yaml", "- route:\n    id: broken.list\n    form: direct:broken.list\n");
        write("routes/api/system.camel.yaml", Files.readString(Path.of("routes/api/system.camel.yaml")));
        FakeRegistry gone = FakeRegistry.sample();
        gone.close();
        try (FakeGitea gitea = FakeGitea.sample();
                PackagedRegistry registry = PackagedRegistry.started(
                        folder,
                        "registry.sources=gitea,oci,oci-eu",
                        "registry.gitea.url=" + gitea.url(),
                        "registry.gitea.organization=provisioning",
                        "registry.oci.registry=" + gone.url(),
                        "registry.oci.namespace=extensions",
                        "registry.oci-eu.kind=oci",
                        "registry.index.url=http://127.0.0.1:1/index.json")) {
            Eventually.until("all of it is there", () -> registry.out().contains("  rejected "));
            List<String> banner = registry.out()
                    .lines()
                    .dropWhile(line -> !line.startsWith("extension-registry"))
                    .toList();

            assertThat(banner.get(0))
                    .matches("extension-registry 1\\.0\\.0, JDK " + System.getProperty("java.version")
                            + ", ready in [0-9]+\\.[0-9] s");
            assertThat(banner.subList(1, 14))
                    .zipSatisfy(
                            List.of(
                                    "",
                                    "  api         http://127\\.0\\.0\\.1:\\d+/api/v1",
                                    "  docs        http://127\\.0\\.0\\.1:\\d+/api/v1/docs",
                                    "  management  http://127\\.0\\.0\\.1:\\d+/observe/health",
                                    "",
                                    "  sources     gitea   gitea  127\\.0\\.0\\.1:\\d+/provisioning +reachable +\\d+ ms",
                                    "              oci     oci    127\\.0\\.0\\.1:\\d+/extensions +refused +.*refused",
                                    "              index   file   backends/index\\.camel\\.yaml +refused +.*refused",
                                    "              oci-eu  oci  +off +registry\\.oci-eu\\.registry is not set",
                                    "",
                                    "  store       read-through in data/store, .+ of 10 GiB",
                                    "  routes      [1-9]\\d+, with your own: backends/index",
                                    "  rejected    backends/broken\\.camel\\.yaml:2: .*form"),
                            (line, expected) -> assertThat(line).matches(expected));

            registry.terminate();
            assertThat(registry.exitStatus()).isEqualTo(143);
            assertThat(registry.out().lines().toList())
                    .noneMatch(line -> line.startsWith("\tat ") || line.contains("\u001B"))
                    .last()
                    .asString()
                    .endsWith("Stopped");
            assertThat(registry.err()).isEmpty();
        }
    }

    @Test
    void aRouteThatCannotBeUsedIsOneLineEach() throws Exception {
        write("routes/api/one.camel.yaml", "- route:\n    id: one\n    from:\n      uri: direct:one\n      step: []\n");
        write("routes/team/two.camel.yaml", """
                - route:
                    id: team.two
                    from:
                      uri: direct:team.two
                      steps:
                        - bean:
                            ref: nobody
                """);
        try (PackagedRegistry registry =
                PackagedRegistry.run(folder, "registry.server.port=0", "registry.management.port=0")) {
            assertThat(registry.exitStatus()).isEqualTo(1);
            assertThat(registry.err().lines())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("extension-registry cannot start: routes/api/one.camel.yaml:5: "))
                    .anyMatch(
                            line -> line.startsWith("extension-registry cannot start: routes/team/two.camel.yaml:6: "));
            assertThat(registry.out()).isEmpty();
        }
    }

    @Test
    void whatIsNoCommandIsToldWhichThereAre() throws Exception {
        try (PackagedRegistry nonsense = PackagedRegistry.run(folder, "chekc");
                PackagedRegistry tooMuch = PackagedRegistry.run(folder, "check", "routes", "more");
                PackagedRegistry help = PackagedRegistry.run(folder, "--help");
                PackagedRegistry version = PackagedRegistry.run(folder, "version")) {
            assertThat(nonsense.exitStatus()).isEqualTo(64);
            assertThat(nonsense.err()).contains("Usage: ", "check [folder]", "health", "version");
            assertThat(tooMuch.exitStatus()).isEqualTo(64);
            assertThat(help.exitStatus()).isZero();
            assertThat(help.out()).isEqualTo(nonsense.err());
            assertThat(version.exitStatus()).isZero();
            assertThat(version.out()).matches("[0-9]+\\.[0-9]+\\.[0-9]+\\R");
        }
    }

    /** The terminal is a real one, which {@code script} makes; it comes with every Debian. */
    @Test
    void aTerminalShowsColours() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "without script(1) there is no terminal to try it at");
        try (FakeGitea gitea = FakeGitea.sample()) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String command = String.join(
                    " ",
                    List.of(
                            "exec",
                            java,
                            "-Dregistry.server.port=0",
                            "-Dregistry.management.port=0",
                            "-Dregistry.gitea.url=" + gitea.url(),
                            "-Dregistry.gitea.organization=provisioning",
                            "-jar",
                            JAR.toString()));
            Path typescript = folder.resolve("typescript");
            ProcessBuilder terminal = new ProcessBuilder(SCRIPT.toString(), "-qefc", command, typescript.toString())
                    .directory(folder.toFile())
                    .redirectOutput(folder.resolve("screen").toFile());
            terminal.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_") || name.equals("NO_COLOR"));
            terminal.environment().put("TERM", "xterm");
            Process process = terminal.start();
            try {
                Eventually.until(
                        "it is started",
                        () -> Files.exists(typescript) && read(typescript).contains("routes  "));
                assertThat(read(typescript)).contains(GREEN);
            } finally {
                process.descendants().forEach(ProcessHandle::destroy);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                Leaks.look("what the terminal shows", read(typescript));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
