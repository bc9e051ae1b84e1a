package io.provisioning.extensionregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is found although nobody asks. */
class ScrubTest {
    private static final Duration PAUSE = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private ContentStore store;
    private Scrub scrub;

    @BeforeEach
    void open() {
        store = ContentStore.open(directory, 1 << 20, true, clock);
        scrub = new Scrub(store, PAUSE, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDamagedBlobIsFoundAndDroppedWithoutATraceInTheFile() throws IOException {
        StoredBlob good = store.put(new byte[100_000], false);
        StoredBlob bad = store.put(new byte[100_001], false);
        FileTime before = Files.getLastModifiedTime(bad.file());
        byte[] damaged = new byte[100_001];
        damaged[77_777] = 1;
        Files.write(bad.file(), damaged);
        Files.setLastModifiedTime(bad.file(), before);
        for (int step = 0; step < 10 && (step == 0 || scrub.isBusy()); step++) {
            scrub.step(1 << 20);
        }
        assertThat(good.file()).exists();
        assertThat(bad.file()).doesNotExist();
        assertThat(store.counts().damaged()).isEqualTo(1);
        assertThat(store.condition().blobs()).isEqualTo(1);
    }

    @Test
    void aStepReadsNoMoreThanItMay() throws IOException {
        store.put(new byte[10_000], false);
        int steps = 0;
        do {
            scrub.step(1000);
            steps++;
        } while (scrub.isBusy());
        assertThat(steps).isEqualTo(11);
    }

    @Test
    void theNextPassComesAfterAPause() throws IOException {
        scrub.step(1);
        store.put(new byte[10], false);
        scrub.step(1);
        assertThat(scrub.isBusy()).isFalse();
        clock.advance(PAUSE);
        scrub.step(1);
        assertThat(scrub.isBusy()).isTrue();
    }

    @Test
    void beingReadIsNotBeingUsed() throws IOException {
        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        StoredBlob blob = store.put(new byte[10], false);
        FileStamp.use(blob.file(), longAgo);
        scrub.step(1 << 20);
        assertThat(scrub.isBusy()).isFalse();
        assertThat(FileStamp.used(blob.file())).isEqualTo(longAgo);
    }

    @Test
    void aBlobThatGoesInTheMiddleIsNoProblem() throws IOException {
        StoredBlob blob = store.put(new byte[10_000], false);
        store.put(new byte[10_001], false);
        scrub.step(5_000);
        Files.delete(blob.file());
        scrub.step(1 << 20);
        assertThat(scrub.isBusy()).isFalse();
        assertThat(store.counts().damaged()).isZero();
    }

    @Test
    void aStoreThatIsOffHasNothingToRead() {
        new Scrub(ContentStore.off(), PAUSE, clock).step(1);
        assertThat(ContentStore.off().condition().blobs()).isZero();
    }
}
