package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Documents;
import io.provisioning.extensionregistry.support.Documents.Typed;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has just come types every command of every document, in a fresh copy of the project's folder, one document
 * after the other. A command is typed as it stands, but for the names of example servers, the folder of secrets and the
 * two ports; what a document shows after it is what is printed, but for numbers.
 */
class NewcomersWalkIT {
    private static final List<Path> FIRST =
            List.of(Path.of("README.md"), Path.of("src/docs/runbook.md"), Path.of("src/docs/extending.md"));

    /** What is not typed, by how it begins, and why. */
    private static final Map<String, String> NOT_TYPED = Map.ofEntries(
            Map.entry("mvn -q -B -DskipTests package exec:exec@demo", ".ci/demo types it and what it prints"),
            Map.entry("mvn -q -B -DskipTests package", "it made the jar that is tried here"),
            Map.entry("mvn verify", "it runs this test"),
            Map.entry("mvn -q test -Dtest=DropInBackendTest", "it runs before this one"),
            Map.entry("mvn -Psoak verify", "it takes ten minutes; .ci/run types it for less"),
            Map.entry("java -Xlog:disable -XX:", "it is of one JDK alone; TrainIT types it"),
            Map.entry("java -XX:", "it needs what that made"),
            Map.entry(".ci/fuzz", "it takes minutes; .ci/run types it"),
            Map.entry("apt-get install", "it changes the machine"),
            Map.entry("src/bench/run", "it wants the machine for itself"),
            Map.entry("docker build", "it needs images that are not here"),
            Map.entry("docker run", "it needs the image"),
            Map.entry("docker compose", "it needs the image"),
            Map.entry("kubectl apply", "it needs a cluster; KubernetesTest reads the files"));

    /** Lines that begin with one that is not installed are left out; .ci/run installs them. */
    private static final Set<String> CLIENTS = Set.of("oras", "crane", "skopeo");

    private static final Pattern SERVES = Pattern.compile("(?m)^java [^\\n]*-jar target/extension-registry\\.jar$");
    private static final Pattern FILE =
            Pattern.compile("(?<![\\w./-])((?:src|routes|target|\\.ci)/[\\w./-]*[\\w-])(?![\\w*])");
    private static final Pattern PROPERTY = Pattern.compile("-D((?:soak|registry)[a-z.-]+)");

    @TempDir
    Path home;

    private final FakeGitea gitea = FakeGitea.sample();
    private final FakeRegistry registry = FakeRegistry.sample();
    private final StubServer files = StubServer.start();

    @Test
    void everyCommandOfEveryDocumentWorks() throws Exception {
        Files.writeString(home.resolve("gitea-token"), Secrets.of("gitea"));
        gitea.token(Secrets.of("gitea"), false);
        Files.writeString(home.resolve("registry-token"), Secrets.of("registry"));
        files.on(
                "/index.json", StubAnswer.json("[{\"name\":\"hetzner\",\"type\":\"provider\",\"version\":\"0.1.0\"}]"));
        int typed = 0;
        try (gitea;
                registry;
                files;
                Shell shell = new Shell(freshCopy(), home)) {
            for (Typed each : Documents.commands(FIRST.toArray(Path[]::new))) {
                if (isNotTyped(each)) {
                    continue;
                }
                String command = placed(withoutMissingClients(each.text()), shell);
                if (command.isBlank()) {
                    continue;
                }
                String printed = SERVES.matcher(command).find()
                        ? shell.serve(command.replaceAll("(?m)^java ", "exec java "))
                        : shell.run(command);
                assertShows(each, printed);
                typed++;
            }
        }
        assertThat(typed).isGreaterThan(20);
    }

    @Test
    void whatIsNotTypedIsSpelledWell() throws Exception {
        Path copy = freshCopy();
        String pom = Files.readString(Path.of("pom.xml"));
        try (Shell shell = new Shell(copy, home)) {
            for (Typed each : Documents.commands()) {
                Path script = Files.writeString(home.resolve("script"), each.text());
                shell.run("bash -n " + script);
                for (Matcher file = FILE.matcher(each.text()); file.find(); ) {
                    assertThat(copy.resolve(file.group(1))).as("%s", each).exists();
                }
                if (isNotTyped(each)) {
                    assertThat(PROPERTY.matcher(each.text()).results().map(match -> match.group(1)))
                            .as("%s", each)
                            .allSatisfy(property -> assertThat(pom).contains("<" + property + ">"));
                }
            }
        }
        assertThat(pom).contains("<id>demo</id>", "<id>soak</id>");
    }

    @Test
    void nothingIsLeftOutThatNoDocumentHas() throws Exception {
        List<String> lines = Documents.commands().stream()
                .flatMap(each -> each.text().lines())
                .toList();

        assertThat(NOT_TYPED.keySet()).allSatisfy(start -> assertThat(lines).anyMatch(line -> line.startsWith(start)));
        assertThat(CLIENTS).allSatisfy(client -> assertThat(lines).anyMatch(line -> line.startsWith(client + " ")));
    }

    private static boolean isNotTyped(Typed command) {
        return command.text().lines().allMatch(line -> NOT_TYPED.keySet().stream()
                .anyMatch(line::startsWith));
    }

    private static String withoutMissingClients(String command) {
        return command.lines()
                .filter(line -> {
                    String program = line.split(" ", 2)[0];
                    return !CLIENTS.contains(program) || isInstalled(program);
                })
                .collect(Collectors.joining("\n"));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The only changes: names of servers, the folder of secrets, ports. */
    private String placed(String text, Shell shell) {
        return text.replace("https://gitea.example.com", gitea.url())
                .replace("\"registry.example.com\"", "\"" + registry.url() + "\"")
                .replace("https://files.example.com", files.url())
                .replace("/run/secrets/", home + "/")
                .replaceAll("(localhost|127\\.0\\.0\\.1):8082", "$1:" + shell.port())
                .replaceAll("(localhost|127\\.0\\.0\\.1):9876", "$1:" + shell.managementPort());
    }

    private static void assertShows(Typed typed, String printed) {
        List<String> lines =
                printed.lines().map(NewcomersWalkIT::withoutNumbers).toList();
        List<String> shown = typed.output()
                .replaceAll("(gitea|registry)\\.example\\.com", "127.0.0.1:1")
                .lines()
                .map(NewcomersWalkIT::withoutNumbers)
                .toList();

        if (shown.isEmpty()) {
            assertThat(printed).as("%s", typed).doesNotContain("Exception");
        } else {
            assertThat(lines).as("%s", typed).containsSubsequence(shown);
        }
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("[0-9]+([._:+-][0-9]+)*", "#").replaceAll(" +", " ");
    }

    /** What a person has who has cloned the project and built it. */
    private Path freshCopy() throws IOException {
        Path copy = Files.createDirectories(home.resolve("extension-registry"));
        try (Stream<Path> all = Files.walk(Path.of(""))) {
            for (Path file : all.filter(each -> !each.toString().isEmpty()
                            && !each.startsWith("target")
                            && !each.startsWith("data")
                            && !each.startsWith(".git")
                            && !each.startsWith("config.toml"))
                    .toList()) {
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy.resolve(file));
                } else {
                    Files.copy(file, copy.resolve(file));
                }
            }
        }
        Path target = Files.createDirectories(copy.resolve("target"));
        Files.copy(Path.of("target/extension-registry.jar"), target.resolve("extension-registry.jar"));
        Files.createSymbolicLink(target.resolve("lib"), Path.of("target/lib").toAbsolutePath());
        return copy;
    }
}
