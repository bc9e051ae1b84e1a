package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is stopped and started again. */
class RestartIT {
    private static final String STALE = "gitea;state=stale;age=340[^,]*, oci;state=stale;age=340.*";

    private final FakeGitea gitea = FakeGitea.sample();
    private final FakeRegistry oci = FakeRegistry.sample();
    private final Clock start = Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        gitea.close();
        oci.close();
    }

    @Test
    void withBothSourcesDownWhatWasKnownIsServedStaleAndTheServiceIsReady() throws Exception {
        String before = runOnce();
        breakSources();
        try (RunningRegistry registry = start(340, directory)) {
            HttpResponse<String> answer = registry.get("/extensions");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(before);
            assertThat(header(answer, "X-Registry-Sources")).matches(STALE);
            assertThat(header(answer, "X-Cache")).isEqualTo("stale");
            assertThat(header(answer, "Age")).isEqualTo("340");
            assertThat(registry.get("/extensions/provider/aws").statusCode()).isEqualTo(200);
            Eventually.until(
                    "both probes have failed",
                    () -> registry.get("/health").body().split("\"reason\":").length == 3);
            HttpResponse<String> health = registry.get("/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).startsWith("{\"status\":\"degraded\"");
            assertThat(ready(registry)).isEqualTo(200);
        }
    }

    @Test
    void aCopyThatIsStillYoungIsStaleTooUntilItsSourceHasAnswered() throws Exception {
        runOnce();
        breakSources();
        try (RunningRegistry registry = start(1, directory)) {
            assertThat(header(registry.get("/extensions"), "X-Registry-Sources"))
                    .matches("gitea;state=stale;age=1[^,]*, oci;state=stale;age=1.*");
            gitea.traffic().heal();
            oci.server().acceptConnections();
            Eventually.until("both are asked again", () -> header(registry.get("/extensions"), "X-Registry-Sources")
                    .matches("gitea;state=fresh;age=0, oci;state=fresh;age=0"));
        }
    }

    @Test
    void aSourceThatAnswersReplacesItsCopyAndThatIsKeptInTurn() throws Exception {
        runOnce();
        gitea.repository("hetzner_prov").release("1.0.0").asset("hetzner_prov.tar.gz", TarGz.of(Map.of("a", "b")));
        try (RunningRegistry registry = start(10, directory)) {
            Eventually.until(
                    "the new one is seen",
                    () -> registry.get("/extensions").body().contains("hetzner"));
        }
        breakSources();
        try (RunningRegistry registry = start(20, directory)) {
            HttpResponse<String> answer = registry.get("/extensions");
            assertThat(answer.body()).contains("hetzner");
            assertThat(header(answer, "X-Registry-Sources")).startsWith("gitea;state=stale;age=10");
        }
    }

    @Test
    void copiesThatAreTooOldOrDamagedOrNotWantedAreNotServed() throws Exception {
        runOnce();
        breakSources();
        unserved(86_700, directory);
        unserved(0, null);
        Files.writeString(directory.resolve("gitea.catalogue"), "garbage");
        Files.write(directory.resolve("oci.catalogue"), new byte[0]);
        unserved(0, directory);
    }

    private void unserved(int secondsLater, Path copies) throws Exception {
        try (RunningRegistry registry = start(secondsLater, copies)) {
            assertThat(registry.get("/extensions").statusCode()).isEqualTo(503);
            Eventually.until("it is not ready", () -> ready(registry) == 503);
        }
    }

    /** What the first run lists. */
    private String runOnce() throws Exception {
        try (RunningRegistry registry = start(0, directory)) {
            Eventually.until("both are loaded", () -> header(registry.get("/extensions"), "X-Registry-Sources")
                    .equals("gitea;state=fresh;age=0, oci;state=fresh;age=0"));
            return registry.get("/extensions").body();
        }
    }

    private void breakSources() {
        gitea.traffic().fault("/", StubAnswer.status(503));
        oci.server().refuseConnections();
    }

    private RunningRegistry start(int secondsLater, Path copies) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.gitea.url", gitea.url());
        settings.put("registry.gitea.organization", "provisioning");
        settings.put("registry.oci.registry", oci.url());
        settings.put("registry.oci.namespace", "provisioning");
        settings.put("registry.cache.directory", copies == null ? "" : copies.toString());
        return RunningRegistry.start(settings, Clock.offset(start, Duration.ofSeconds(secondsLater)));
    }

    private static int ready(RunningRegistry registry) {
        return RunningRegistry.send(
                        RunningRegistry.request(registry.managementUrl() + "/observe/health/ready")
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
