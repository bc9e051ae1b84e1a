package io.provisioning.extensionregistry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.support.HandClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store takes in, finds and gives up. */
class ContentStoreTest {
    private static final int BOUND = 1000;

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private ContentStore store;

    @BeforeEach
    void open() {
        store = ContentStore.open(directory, BOUND, true, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsPutIsFoundAfterARestartToo() throws IOException {
        StoredBlob blob = store.put(bytes("hello"), false);
        assertThat(blob.digest()).isEqualTo(digest("hello"));
        assertThat(blob.size()).isEqualTo(5);
        assertThat(blob.file()).isEqualTo(directory.resolve("blobs/sha256").resolve(hex("hello")));
        assertThat(store.find(digest("hello"))).contains(blob);
        assertThat(store.read(digest("hello"), 5))
                .hasValueSatisfying(all -> assertThat(all).isEqualTo(bytes("hello")));
        assertThat(store.read(digest("hello"), 4)).isEmpty();
        store.close();

        open();
        assertThat(store.find(digest("hello"))).contains(blob);
        assertThat(store.condition()).isEqualTo(new StoreCondition(true, null, 1, 5));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(store.find(digest("hello"))).isEmpty();
        assertThat(store.find("sha512:" + "0".repeat(128))).isEmpty();
        assertThat(store.find("sha256:../../../../etc/passwd")).isEmpty();
        assertThat(store.find(null)).isEmpty();
        assertThat(store.counts().misses()).isEqualTo(4);
        assertThat(store.condition().problem()).isNull();
    }

    @Test
    void aWrongDigestIsNotTakenIn() throws IOException {
        IncomingBlob blob = store.begin(digest("hello"), 5);
        blob.write(bytes("hullo"), 0, 5);
        assertThatThrownBy(blob::commit).isInstanceOf(WrongContent.class);
        assertNothingIsLeft();
        assertThat(store.counts().refused()).isEqualTo(1);
        assertThat(store.condition().writable()).isTrue();
    }

    @Test
    void aWrongLengthIsNotTakenIn() throws IOException {
        IncomingBlob tooShort = store.begin(null, 6);
        tooShort.write(bytes("hello"), 0, 5);
        assertThatThrownBy(tooShort::commit).isInstanceOf(WrongContent.class);
        IncomingBlob tooLong = store.begin(null, 4);
        assertThatThrownBy(() -> tooLong.write(bytes("hello"), 0, 5)).isInstanceOf(WrongContent.class);
        assertThatThrownBy(tooLong::commit).isInstanceOf(IOException.class);
        assertNothingIsLeft();
    }

    @Test
    void whatIsBegunWithoutADigestGetsItsOwn() throws IOException {
        try (IncomingBlob blob = store.begin(null, -1)) {
            blob.write(bytes("xhelloy"), 1, 5);
            assertThat(blob.written()).isEqualTo(5);
            assertThat(blob.file()).hasContent("hello");
            assertThat(blob.digest()).isEqualTo(digest("hello"));
            assertThat(store.find(digest("hello"))).isEmpty();
            assertThat(blob.commit().digest()).isEqualTo(digest("hello"));
        }
        assertThat(store.find(digest("hello"))).isPresent();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void whatIsAbortedLeavesNothing() throws IOException {
        try (IncomingBlob blob = store.begin(digest("hello"), 5)) {
            blob.write(bytes("hell"), 0, 4);
        }
        assertNothingIsLeft();
        assertThat(store.counts().failures()).isZero();
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() throws IOException {
        String first = store.put(new byte[400], false).digest();
        clock.advance(Duration.ofMinutes(2));
        String second = store.put(new byte[401], false).digest();
        clock.advance(Duration.ofMinutes(2));
        store.find(first);
        clock.advance(Duration.ofMinutes(2));
        store.put(new byte[402], false);
        assertThat(store.find(second)).isEmpty();
        assertThat(store.find(first)).isPresent();
        assertThat(store.counts().evicted()).isEqualTo(1);
        assertThat(store.condition().bytes()).isEqualTo(802);
    }

    @Test
    void whichWasUsedLastIsKnownAfterARestart() throws IOException {
        String first = store.put(new byte[400], false).digest();
        clock.advance(Duration.ofMinutes(2));
        String second = store.put(new byte[401], false).digest();
        clock.advance(Duration.ofMinutes(2));
        store.find(first);
        store.close();
        open();
        store.put(new byte[402], false);
        assertThat(store.digests()).contains(first).doesNotContain(second);
    }

    @Test
    void whatIsPinnedStays() throws IOException {
        String pinned = store.put(new byte[400], true).digest();
        clock.advance(Duration.ofMinutes(2));
        String other = store.put(new byte[401], false).digest();
        store.close();
        open();
        store.put(new byte[402], false);
        assertThat(store.digests()).contains(pinned).doesNotContain(other);
        store.pin(store.digests().get(0));
        store.pin(store.digests().get(1));
        assertThatThrownBy(() -> store.begin(null, 300)).isInstanceOf(NoRoom.class);
        assertThat(store.condition().writable()).isFalse();
        store.put(new byte[50], false);
        assertThat(store.condition().writable()).isTrue();
    }

    @Test
    void whatIsBeingWrittenNeedsRoomToo() throws IOException {
        store.put(new byte[300], false);
        IncomingBlob known = store.begin(null, 600);
        IncomingBlob unknown = store.begin(null, -1);
        unknown.write(new byte[400], 0, 400);
        assertThat(store.condition().blobs())
                .as("it went for the one of unknown size")
                .isZero();
        assertThatThrownBy(() -> unknown.write(new byte[1], 0, 1)).isInstanceOf(NoRoom.class);
        known.abort();
        store.put(new byte[1000], false);
    }

    @Test
    void aStoreThatMayNotEvictRefuses() throws IOException {
        store.put(new byte[400], false);
        store.close();
        store = ContentStore.open(directory, BOUND, false, clock);
        assertThatThrownBy(() -> store.put(new byte[601], false)).isInstanceOf(NoRoom.class);
        assertThat(store.condition().blobs()).isEqualTo(1);
    }

    @Test
    void whatIsLargerThanTheStoreIsRefusedAndTheRestStays() throws IOException {
        store.put(new byte[400], false);
        assertThatThrownBy(() -> store.begin(null, BOUND + 1)).isInstanceOf(NoRoom.class);
        assertThat(store.condition()).isEqualTo(new StoreCondition(true, null, 1, 400));
    }

    @Test
    void aDamagedBlobIsDroppedWhenItIsAskedFor() throws IOException {
        StoredBlob blob = store.put(bytes("hello"), false);
        Files.write(blob.file(), bytes("hullo"));
        Files.setLastModifiedTime(blob.file(), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(store.find(blob.digest())).isEmpty();
        assertThat(blob.file()).doesNotExist();
        assertThat(store.counts().damaged()).isEqualTo(1);
        store.put(bytes("hello"), false);
        assertThat(store.find(blob.digest())).contains(blob);
    }

    @Test
    void aBlobThatWasDamagedWhileNobodyRanIsDropped() throws IOException {
        StoredBlob blob = store.put(bytes("hello"), false);
        store.close();
        Files.write(blob.file(), bytes("hell"));
        open();
        assertThat(store.find(blob.digest())).isEmpty();
        assertThat(store.condition().blobs()).isZero();
    }

    @Test
    void aFileThatVanishesIsNotFound() throws IOException {
        StoredBlob blob = store.put(bytes("hello"), false);
        Files.delete(blob.file());
        assertThat(store.find(blob.digest())).isEmpty();
        assertThat(store.condition()).isEqualTo(new StoreCondition(true, null, 0, 0));
    }

    @Test
    void aDirectoryThatWasEmptiedIsMadeAgain() throws IOException {
        store.put(bytes("hello"), false);
        delete(directory);
        assertThat(store.find(digest("hello"))).isEmpty();
        store.put(bytes("again"), false);
        assertThat(store.find(digest("again"))).isPresent();
        assertThat(directory.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    @Test
    void aStoreThatIsOffHoldsNothing() {
        ContentStore off = ContentStore.off();
        assertThat(off.isOn()).isFalse();
        assertThat(off.find(digest("hello"))).isEmpty();
        assertThatThrownBy(() -> off.begin(null, -1)).isInstanceOf(IOException.class);
        assertThat(off.index().all()).isEmpty();
        assertThat(off.condition()).isEqualTo(new StoreCondition(true, null, 0, 0));
        off.pin(digest("hello"));
        off.close();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(store.condition().bytes()).isZero();
        assertThat(unfinished()).isEmpty();
        try (Stream<Path> blobs = Files.list(directory.resolve("blobs/sha256"))) {
            assertThat(blobs).isEmpty();
        }
        store.put(new byte[BOUND], false);
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("incoming"))) {
            return files.filter(file -> file.toString().endsWith(".partial")).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String text) {
        return Checksum.over(bytes(text)).toString();
    }

    private static String hex(String text) {
        return Checksum.over(bytes(text)).hex();
    }
}
