package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.support.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When copies are written, with a thread that works when the test says so. */
class WarmCopiesPauseTest {
    private static final CacheKey LIST = CacheKey.of("gitea", "list", null);

    private final HandClock clock = new HandClock();
    private final Caches caches = new Caches(
            10, new Freshness(Duration.ofSeconds(300), Duration.ofSeconds(3600), Duration.ofSeconds(30)), () -> 0);
    private final Deque<Map.Entry<Runnable, Duration>> tasks = new ArrayDeque<>();
    private boolean over;

    @TempDir
    private Path directory;

    private WarmCopies copies;

    @BeforeEach
    void start() {
        copies = new WarmCopies(directory, caches, clock, (task, after) -> {
            if (over) {
                throw new RejectedExecutionException();
            }
            tasks.add(Map.entry(task, after));
        });
        copies.restore("gitea", "here");
        copies.restore("oci", "here");
    }

    @Test
    void theFirstIsWrittenAtOnce() throws IOException {
        change("1.0.0");

        assertThat(run()).isZero();
        assertThat(onDisk()).isEqualTo(answer("1.0.0"));
    }

    @Test
    void manyChangesAreOneWriteAfterAPause() throws IOException {
        change("1.0.0");
        run();
        clock.advance(Duration.ofMillis(500));
        for (int i = 1; i <= 1000; i++) {
            change("1.0." + i);
        }

        assertThat(tasks).hasSize(1);
        assertThat(onDisk()).isEqualTo(answer("1.0.0"));
        assertThat(run()).isEqualTo(WarmCopies.PAUSE.minusMillis(500));
        assertThat(onDisk()).isEqualTo(answer("1.0.1000"));
    }

    @Test
    void thePauseIsCountedFromTheLastWrite() {
        change("1.0.0");
        run();
        clock.advance(WarmCopies.PAUSE.plusMillis(1));
        change("1.1.0");
        assertThat(run()).isZero();
        change("1.2.0");
        assertThat(run()).isEqualTo(WarmCopies.PAUSE);
    }

    @Test
    void oneSourceDoesNotWaitForAnother() {
        change("1.0.0");
        run();
        copies.kept("oci", "list");
        assertThat(run()).isZero();
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() throws IOException {
        change("1.0.0");
        run();
        change("1.1.0");
        over = true;
        copies.close();

        assertThat(onDisk()).isEqualTo(answer("1.1.0"));
    }

    @Test
    void theOwnThreadWritesAtTheEndToo() throws IOException {
        try (WarmCopies own = new WarmCopies(directory, caches, clock)) {
            own.restore("gitea", "here");
            for (int i = 0; i < 10; i++) {
                put("2.0." + i);
                own.kept("gitea", "list");
            }
        }
        assertThat(onDisk()).isEqualTo(answer("2.0.9"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsTriedAgainAfterAPauseToo() throws IOException {
        Files.delete(directory);
        change("1.0.0");
        run();
        change("1.1.0");
        Files.createDirectory(directory);

        assertThat(run()).isEqualTo(WarmCopies.PAUSE);
        assertThat(onDisk()).isEqualTo(answer("1.1.0"));
    }

    private void change(String version) {
        put(version);
        copies.kept("gitea", "list");
    }

    private void put(String version) {
        caches.get(CacheName.LIST).put(LIST.key(), new CachedAnswer(answer(version), clock.instant()));
    }

    private static BackendAnswer answer(String version) {
        return catalog("gitea", extension("gitea", "aws", version(version)));
    }

    /** The next task, and how long it was to wait. */
    private Duration run() {
        Map.Entry<Runnable, Duration> task = tasks.remove();
        task.getKey().run();
        return task.getValue();
    }

    private BackendAnswer onDisk() throws IOException {
        return StoredCopy.of(CopyFile.read(directory.resolve("gitea.catalogue")))
                .answer();
    }
}
