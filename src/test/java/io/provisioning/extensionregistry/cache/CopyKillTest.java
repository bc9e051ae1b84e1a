package io.provisioning.extensionregistry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves the old copy or the new one: never neither, never garbage. */
class CopyKillTest {
    private static final int KILLS = 20;
    private static final int MOST_KILLS = 200;

    @Test
    void aKillLeavesTheOldCopyOrTheNewOne(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("gitea.catalogue");
        Random random = new Random(Long.getLong("test.seed", 20_251_006L));
        int written = 0;
        long unfinished = 0;
        // Kills that all came between two writes would show nothing; then there are more.
        for (int kill = 0; kill < KILLS || unfinished == 0 && kill < MOST_KILLS; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CopyWriter.class.getName(),
                            file.toString(),
                            String.valueOf(written + 1))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                for (int lines = 1 + random.nextInt(3); lines > 0; lines--) {
                    written = Integer.parseInt(said.readLine());
                }
                if (kill % 2 == 0) {
                    awaitUnfinished(directory);
                }
                for (long until = System.nanoTime() + random.nextInt(15_000_000) * (kill % 2);
                        System.nanoTime() < until; ) {
                    Thread.onSpinWait();
                }
                writer.toHandle().destroyForcibly();
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    written = Integer.parseInt(line);
                }
            }
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

            int kept = CopyWriter.number(CopyFile.read(file));
            assertThat(kept).as("after kill %d", kill).isBetween(written, written + 1);
            written = kept;
            try (Stream<Path> files = Files.list(directory)) {
                unfinished = files.count() - 1;
            }
        }
        assertThat(unfinished).as("times that the kill came in the middle").isPositive();
    }

    /** Until the writer has begun another file than those that earlier kills left, at most for a moment. */
    private static void awaitUnfinished(Path directory) throws IOException {
        String[] before = directory.toFile().list();
        for (long until = System.nanoTime() + 1_000_000_000; System.nanoTime() < until; ) {
            String[] now = directory.toFile().list();
            if (now != null && before != null && !List.of(before).containsAll(List.of(now))) {
                return;
            }
        }
    }
}
