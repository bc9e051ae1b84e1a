package io.provisioning.extensionregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they write, or share a directory. */
@Timeout(180)
class StoreProcessesTest {
    private static final int KILLS = 8;

    @TempDir
    Path directory;

    @Test
    void aKillLosesNothingThatWasKeptAndLeavesNothingThatWasNot() throws Exception {
        Random random = new Random(Long.getLong("test.seed", 20_251_006L));
        Set<String> kept = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            boolean stuck = kill % 2 == 0;
            int blobs = 1 + random.nextInt(20);
            Process writer = start(1L << 30, 1000 * kill, Integer.MAX_VALUE, stuck ? blobs : -1);
            try (BufferedReader said = said(writer)) {
                for (int done = 0; done < blobs; ) {
                    done += note(said.readLine(), kept);
                }
                if (stuck) {
                    assertThat(said.readLine()).isEqualTo("begun");
                    assertThat(unfinished()).as("kill %d", kill).hasSize(1);
                }
                writer.toHandle().destroyForcibly();
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    note(line, kept);
                }
            }
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

            try (ContentStore store = open(1L << 30)) {
                assertThat(unfinished()).as("kill %d", kill).isEmpty();
                assertAllSound();
                assertThat(kept)
                        .allSatisfy(digest -> assertThat(store.find(digest)).isPresent());
                assertThat(store.counts().damaged()).isZero();
                assertThat(store.index().all()).allSatisfy(entry -> assertThat(store.find(entry.digest()))
                        .isPresent());
            }
        }
        try (Stream<Path> folders = Files.list(directory.resolve("incoming"))) {
            assertThat(folders).as("nobody lives any more").isEmpty();
        }
    }

    @Test
    void twoProcessesShareADirectory() throws Exception {
        long bound = 2_000_000;
        List<Process> writers = new ArrayList<>();
        for (int process = 0; process < 2; process++) {
            // Half of what they write is the same.
            writers.add(start(bound, 100 * process, 100 * process + 200, -1));
        }
        for (Process writer : writers) {
            String last = null;
            try (BufferedReader said = said(writer)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    last = line;
                }
            }
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(last).isEqualTo("end");
        }
        assertAllSound();
        try (ContentStore store = open(bound)) {
            store.put(new byte[10], false);
            assertThat(store.condition().bytes()).isBetween(1L, bound);
            assertThat(store.index().all().stream().map(LayoutEntry::name))
                    .as("nobody loses another's names")
                    .hasSize(43)
                    .contains("test/blob:0", "test/blob:294");
        }
    }

    private static int note(String line, Set<String> kept) {
        assertThat(line).isNotNull();
        boolean digest = Digests.hex(line).isPresent();
        if (digest) {
            kept.add(line);
        }
        return digest ? 1 : 0;
    }

    private void assertAllSound() throws IOException {
        try (Stream<Path> blobs = Files.list(directory.resolve("blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                assertThat(Checksum.over(Files.readAllBytes(blob)).hex())
                        .isEqualTo(blob.getFileName().toString());
            }
        }
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("incoming"))) {
            return files.filter(file -> file.toString().endsWith(".partial")).toList();
        }
    }

    private ContentStore open(long bound) {
        return ContentStore.open(directory, bound, true, Clock.systemUTC());
    }

    private Process start(long bound, int first, int last, int stuck) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        directory.toString(),
                        String.valueOf(bound),
                        String.valueOf(first),
                        String.valueOf(last),
                        String.valueOf(stuck))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader said(Process writer) {
        return new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
    }
}
