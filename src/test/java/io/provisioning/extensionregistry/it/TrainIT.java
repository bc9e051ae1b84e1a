package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train}, and the start with what a JVM kept of it: the ahead-of-time cache of JDK 25, else an archive of classes. */
class TrainIT {
    private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

    @TempDir
    private Path folder;

    @TempDir
    private Path cacheFolder;

    @Test
    void theServiceStartsWithWhatWasKeptOfATraining() throws Exception {
        Path cache = cacheFolder.resolve("cache");
        train(cache);

        // Another collector than that of the training, as a JVM chooses it in a small container.
        List<String> loaded = loadedBy(cache, "-XX:+UseSerialGC");

        assertThat(loaded)
                .filteredOn(line -> line.contains("shared objects file"))
                .hasSizeGreaterThan(loaded.size() * 9 / 10);
    }

    /** As after an update of the jar, or with a JVM of another version. */
    @Test
    void aCacheThatDoesNotFitIsPassedOver() throws Exception {
        Path cache = Files.writeString(
                cacheFolder.resolve("cache"), "of something else, and long enough to have a header\n".repeat(1000));

        List<String> loaded = loadedBy(cache);

        assertThat(loaded).isNotEmpty().noneMatch(line -> line.contains("shared objects file"));
    }

    @Test
    void nothingThatIsSetCountsInATrainingAndNothingIsLeft() throws Exception {
        Files.writeString(folder.resolve("config.toml"), "[gitea]\nurl = \"ftp://gitea.example.com\"\n");

        try (PackagedRegistry training = PackagedRegistry.run(folder, "registry.server.port=99999", "train")) {
            assertThat(training.exitStatus())
                    .as(training.out() + training.err())
                    .isZero();
            assertThat(training.out()).doesNotContain("WARN", "ERROR");
        }
        assertThat(Files.list(folder)).containsExactly(folder.resolve("config.toml"));
    }

    private void train(Path cache) throws Exception {
        String keep = (AHEAD_OF_TIME ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache;
        try (PackagedRegistry training = PackagedRegistry.run(folder, keep, "train")) {
            assertThat(training.exitStatus())
                    .as(training.out() + training.err())
                    .isZero();
        }
        assertThat(cache).isNotEmptyFile();
    }

    /** Starts the service and tells where each class of our own came from. */
    private List<String> loadedBy(Path cache, String... flags) throws IOException {
        Path log = folder.resolve("classes.log");
        String use = (AHEAD_OF_TIME ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache;
        String[] all = Stream.concat(Stream.of(use, "-Xlog:class+load:file=" + log), Arrays.stream(flags))
                .toArray(String[]::new);
        try (PackagedRegistry registry = PackagedRegistry.started(folder, all)) {
            assertThat(registry.get("/extensions").statusCode()).isEqualTo(200);
        }
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" io.provisioning.extensionregistry.") && !line.contains("Lambda"))
                .toList();
    }
}
