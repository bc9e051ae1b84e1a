package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was once fetched works without its sources, for ever. */
class OfflineIT {
    private static final String AWS = "/extensions/provider/aws/1.2.0";
    private static final List<String> ANSWERS = List.of(
            "/extensions",
            "/extensions/search?q=cloud",
            "/extensions/provider/aws",
            "/extensions/provider/aws/versions",
            "/extensions/provider/upcloud/versions",
            "/extensions/provider/aws/resolve?constraint=%5E1.0");

    @TempDir
    Path directory;

    @Test
    void whatWasFetchedIsServedAndNothingIsAsked() throws Exception {
        Map<String, String> before = new HashMap<>();
        Map<String, String> settings = new HashMap<>();
        try (TwoSources online = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), store("read-through"))) {
            settings.putAll(TwoSources.settings(online.gitea(), online.oci()));
            online.awaitLoaded();
            online.registry().bytes(AWS);
            Eventually.until("the file is kept", () -> online.value("store_stored_total") == 1);
            ANSWERS.forEach(path -> before.put(path, online.get(path).body()));
            online.registry().close();

            int calls = online.calls();
            settings.putAll(store("offline"));
            settings.put("registry.health.interval-seconds", "1");
            HandClock clock = new HandClock();
            try (RunningRegistry offline = RunningRegistry.start(settings, clock)) {
                for (Duration age : List.of(Duration.ZERO, Duration.ofDays(1000))) {
                    clock.advance(age);
                    for (String path : ANSWERS) {
                        HttpResponse<String> answer = offline.get(path, "Cache-Control", "no-cache");
                        assertThat(answer.statusCode()).as(path).isEqualTo(200);
                        assertThat(answer.body()).as(path).isEqualTo(before.get(path));
                        assertThat(header(answer, "X-Registry-Sources")).doesNotContain("failed", "stale");
                    }
                    HttpResponse<byte[]> bytes = offline.bytes(AWS);
                    assertThat(bytes.body()).isEqualTo(TarGz.extension("provider", "aws", "1.2.0"));
                }
                HttpResponse<String> never = offline.get("/extensions/provider/upcloud/latest");
                assertThat(never.statusCode()).isEqualTo(504);
                assertThat(Golden.parse(never.body()).get("error").asText()).isEqualTo("not_cached");
                assertThat(offline.get("/extensions/provider/nothing").statusCode())
                        .isEqualTo(404);
                var health = Golden.parse(offline.get("/health").body());
                assertThat(health.get("status").asText()).isEqualTo("healthy");
                assertThat(health.get("mode").asText()).isEqualTo("offline");
                assertThat(online.calls()).isEqualTo(calls);
            }
        }
    }

    private Map<String, String> store(String mode) {
        return Map.of("registry.store.mode", mode, "registry.store.directory", directory.toString());
    }
}
