package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged service writes to its log, as its settings say. */
class LogIT {
    private static final String CALL = "Executing http GET method";

    @TempDir
    private Path folder;

    private PackagedRegistry started(FakeGitea gitea, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "registry.gitea.url=" + gitea.url(),
                "registry.gitea.organization=provisioning",
                "registry.health.interval-seconds=1"));
        all.addAll(List.of(settings));
        return PackagedRegistry.started(folder, all.toArray(String[]::new));
    }

    @Test
    void asJsonEveryLineIsAnObjectThatSaysWhenAndWhat() throws Exception {
        try (FakeGitea gitea = FakeGitea.sample();
                PackagedRegistry registry = started(gitea, "registry.log.format=json")) {
            gitea.traffic().fault("/api/", StubAnswer.status(503));
            Eventually.until("the failure is logged", () -> registry.out().contains("gitea: unavailable"));

            assertThat(registry.err()).isEmpty();
            assertThat(registry.out().lines()).isNotEmpty().allSatisfy(line -> {
                JsonNode json = Golden.parse(line);
                assertThat(Instant.parse(json.get("timestamp").asText())).isBefore(Instant.now());
                assertThat(List.of("level", "logger", "thread", "message")).allMatch(json::hasNonNull);
            });
            assertThat(registry.out().lines().map(Golden::parse)).anySatisfy(json -> {
                assertThat(json.get("message").asText()).startsWith("gitea: unavailable");
                assertThat(json.get("level").asText()).isEqualTo("WARN");
                assertThat(json.has("task")).isTrue();
            });
        }
    }

    @Test
    void levelsChangeInARunningServiceAndBack() throws Exception {
        Path levels = folder.resolve("levels.properties");
        try (FakeGitea gitea = FakeGitea.sample();
                PackagedRegistry registry = started(gitea, "registry.log.levels-path=" + levels)) {
            assertThat(registry.out()).doesNotContain(CALL);

            Files.writeString(levels, "org.apache.camel.component.http = DEBUG\nnonsense\n");
            Eventually.until("calls are logged", () -> registry.out().contains(CALL));
            assertThat(registry.out()).contains("levels.properties:2: this line is ignored");

            Files.delete(levels);
            Eventually.until("the levels are back", () -> registry.out().contains("levels.properties: none"));
            int probes = gitea.targets().size();
            int logged = registry.out().split(CALL, -1).length;
            Eventually.until("it is probed again", () -> gitea.targets().size() > probes + 1);
            assertThat(registry.out().split(CALL, -1)).hasSizeLessThanOrEqualTo(logged + 1);
        }
    }

    /** The process is looked at for secrets when it is closed. */
    @Test
    void everythingAtOnceShowsNoToken() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), Secrets.of("gitea-t0ken"));
        Path levels = Files.writeString(
                folder.resolve("levels.properties"), "root=TRACE\norg.apache.camel=DEBUG\norg.apache.hc=DEBUG\n");
        try (FakeGitea gitea = FakeGitea.sample().token(Secrets.of("gitea-t0ken"), false);
                PackagedRegistry registry =
                        started(gitea, "registry.gitea.token-path=" + token, "registry.log.levels-path=" + levels)) {
            assertThat(registry.get("/extensions/provider/aws/latest").statusCode())
                    .isEqualTo(200);
            assertThat(gitea.traffic().requests())
                    .anyMatch(request -> request.toString().contains(Secrets.of("gitea-t0ken")));
            assertThat(registry.out()).contains(" TRACE ");
        }
    }
}
