package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRelease;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.TarGz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was replaced under the same version. */
class MutatedIT {
    private static final byte[] FIRST = "the first file".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "another file".getBytes(StandardCharsets.UTF_8);
    private static final String FILE = "/extensions/provider/moved/1.0.0";

    @TempDir
    Path directory;

    @Test
    void itIsFlaggedAndWhatItWasStaysByItsDigest() throws Exception {
        try (FakeGitea gitea = FakeGitea.start("provisioning")) {
            FakeRelease release = gitea.repository("moved_prov").release("1.0.0");
            release.asset("moved.tar.gz", FIRST);
            try (RunningRegistry registry = start(gitea)) {
                assertThat(registry.bytes(FILE).body()).isEqualTo(FIRST);
                Eventually.until("its digest is known", () -> registry.get("/extensions/provider/moved/versions")
                        .body()
                        .contains(TarGz.sha256(FIRST)));
            }
            release.delete("moved.tar.gz");
            release.asset("moved.tar.gz", SECOND);
            try (RunningRegistry registry = start(gitea)) {
                Eventually.until("it is flagged", () -> isMutated(registry, "/extensions/provider/moved"));
                JsonNode version = Golden.parse(registry.get("/extensions/provider/moved/versions")
                                .body())
                        .get(0);
                assertThat(version.get("mutated").asBoolean()).isTrue();
                assertThat(version.has("checksum")).isFalse();
                assertThat(registry.bytes(FILE).body()).isEqualTo(SECOND);
                Eventually.until(
                        "it is counted",
                        () -> registry.get("/metrics").body().contains("files_mutated_total{source=\"gitea\"} 1.0"));
                Eventually.until(
                        "it is pinned", () -> Files.exists(directory.resolve("pinned/" + TarGz.sha256(FIRST))));
            }
            assertThat(directory.resolve("blobs/sha256/" + TarGz.sha256(FIRST))).hasBinaryContent(FIRST);
        }
    }

    private static boolean isMutated(RunningRegistry registry, String path) {
        return Golden.parse(registry.get(path).body()).path("mutated").asBoolean();
    }

    private RunningRegistry start(FakeGitea gitea) throws Exception {
        return RunningRegistry.start(Map.of(
                "registry.gitea.url",
                gitea.url(),
                "registry.gitea.organization",
                "provisioning",
                "registry.store.mode",
                "read-through",
                "registry.store.directory",
                directory.toString()));
    }
}
