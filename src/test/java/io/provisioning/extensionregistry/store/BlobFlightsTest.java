package io.provisioning.extensionregistry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One transfer for many readers. */
@Timeout(60)
class BlobFlightsTest {
    private static final int CHUNK = 1000;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ContentStore store;

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void allWhoComeGetTheBytesOfOneTransfer() throws Exception {
        byte[] content = content(100 * CHUNK);
        BlobFlights flights = flights(1 << 20);
        BlobFlights.Joined first = flights.join("k", digest(content), -1).orElseThrow();
        List<Future<byte[]>> readers = new ArrayList<>();
        readers.add(threads.submit(first.reader()::readAllBytes));
        first.begun().answering(content.length, () -> {});
        for (int at = 0; at < content.length; at += CHUNK) {
            BlobFlights.Joined next = flights.join("k", digest(content), -1).orElseThrow();
            assertThat(next.begun()).isNull();
            assertThat(next.reader().size()).isEqualTo(content.length);
            readers.add(threads.submit(next.reader()::readAllBytes));
            first.begun().append(chunk(content, at), 0, CHUNK);
        }
        assertThat(first.begun().finish()).isEqualTo(Checksum.over(content));
        assertThat(readers).hasSize(101);
        for (Future<byte[]> reader : readers) {
            assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(content);
        }
        assertThat(store.find(digest(content))).isPresent();
    }

    @Test
    void theNewestBytesAreHeldBackUntilTheDigestIsRight() throws Exception {
        byte[] content = content(3 * CHUNK);
        BlobFlights.Joined joined =
                flights(1 << 20).join("k", digest(new byte[1]), -1).orElseThrow();
        joined.begun().answering(-1, () -> {});
        assertThat(joined.reader().size()).isEqualTo(-1);
        joined.begun().append(chunk(content, 0), 0, CHUNK);
        joined.begun().append(chunk(content, CHUNK), 0, CHUNK);
        assertThat(joined.reader().readNBytes(CHUNK)).isEqualTo(chunk(content, 0));
        Future<Integer> next = threads.submit(() -> joined.reader().read());
        assertThatThrownBy(joined.begun()::finish).isInstanceOf(WrongContent.class);
        assertThatThrownBy(() -> next.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(WrongContent.class);
        assertNothingIsLeft();
    }

    @Test
    void aTransferThatIsTooShortOrTooLongFails() throws Exception {
        BlobFlights flights = flights(1 << 20);
        BlobFlights.Joined shorter = flights.join("k", null, 5).orElseThrow();
        assertThatThrownBy(() -> shorter.begun().answering(6, () -> {})).isInstanceOf(WrongContent.class);
        shorter.begun().answering(-1, () -> {});
        shorter.begun().append(new byte[4], 0, 4);
        assertThatThrownBy(() -> shorter.begun().append(new byte[2], 0, 2)).isInstanceOf(WrongContent.class);
        assertThatThrownBy(shorter.begun()::finish).isInstanceOf(WrongContent.class);
        assertThat(shorter.begun().isOver()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void aFailureReachesAllReadersAndTheNextOneBeginsAnew() throws Exception {
        BlobFlights flights = flights(1 << 20);
        BlobFlights.Joined joined = flights.join("k", null, -1).orElseThrow();
        IOException why = new IOException("gone");
        joined.begun().fail(why);
        assertThatThrownBy(joined.reader()::size).hasCause(why);
        assertThatThrownBy(joined.reader()::read).hasCause(why);
        assertThat(flights.join("k", null, -1).orElseThrow().begun()).isNotNull();
    }

    @Test
    void aReaderThatLeavesChangesNothingForTheOthers() throws Exception {
        byte[] content = content(2 * CHUNK);
        BlobFlights flights = flights(1 << 20);
        BlobFlights.Joined first = flights.join("k", digest(content), -1).orElseThrow();
        BlobReader other = flights.join("k", digest(content), -1).orElseThrow().reader();
        first.begun().answering(-1, () -> {});
        first.reader().close();
        first.begun().append(chunk(content, 0), 0, CHUNK);
        first.begun().append(chunk(content, CHUNK), 0, CHUNK);
        first.begun().finish();
        assertThat(other.readAllBytes()).isEqualTo(content);
        assertThatThrownBy(first.reader()::read).isInstanceOf(IOException.class);
    }

    @Test
    void aTransferThatNobodyWaitsForIsFinishedIfLittleIsMissing() throws Exception {
        byte[] content = content(CHUNK);
        BlobFlights.Joined joined =
                flights(1 << 20).join("k", digest(content), CHUNK).orElseThrow();
        joined.begun().answering(CHUNK, () -> {});
        joined.reader().close();
        joined.begun().append(content, 0, CHUNK);
        joined.begun().finish();
        assertThat(store.find(digest(content))).isPresent();
    }

    @Test
    void aTransferThatNobodyWaitsForEndsIfMuchIsMissing() throws Exception {
        BlobFlights.Joined joined =
                flights(1L << 40).join("k", null, 100L << 20).orElseThrow();
        CountDownLatch hungUp = new CountDownLatch(1);
        joined.begun().answering(-1, hungUp::countDown);
        joined.begun().append(new byte[CHUNK], 0, CHUNK);
        joined.reader().close();
        assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(joined.begun().isOver()).isTrue();
        assertThatThrownBy(() -> joined.begun().append(new byte[CHUNK], 0, CHUNK))
                .isInstanceOf(IOException.class);
        assertNothingIsLeft();
    }

    @Test
    void aDiskThatFillsUpInTheMiddleIsNoHarmToReaders() throws Exception {
        byte[] content = content(8 << 20);
        try (FileSystem tiny = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setMaxSize(2 << 20).build())) {
            store = ContentStore.open(tiny.getPath("/store"), 1L << 30, true, Clock.systemUTC());
            BlobFlights flights = new BlobFlights(store);
            BlobFlights.Joined first = flights.join("k", digest(content), -1).orElseThrow();
            BlobReader other =
                    flights.join("k", digest(content), -1).orElseThrow().reader();
            Future<byte[]> one = threads.submit(first.reader()::readAllBytes);
            Future<byte[]> two = threads.submit(other::readAllBytes);
            first.begun().answering(content.length, () -> {});
            for (int at = 0; at < content.length; at += 1 << 16) {
                first.begun().append(Arrays.copyOfRange(content, at, at + (1 << 16)), 0, 1 << 16);
            }
            first.begun().finish();
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(content);
            assertThat(two.get(30, TimeUnit.SECONDS)).isEqualTo(content);
            assertThat(store.condition().writable()).isFalse();
            assertThat(store.counts().failures()).isPositive();
            assertThat(store.find(digest(content))).isEmpty();
            try (Stream<Path> files = Files.walk(tiny.getPath("/store/incoming"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".partial")))
                        .isEmpty();
            }
            store.close();
        }
    }

    private BlobFlights flights(long bound) {
        store = ContentStore.open(directory, bound, true, Clock.systemUTC());
        return new BlobFlights(store);
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(store.condition().blobs()).isZero();
        try (Stream<Path> files = Files.walk(directory.resolve("incoming"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".partial")))
                    .isEmpty();
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static byte[] chunk(byte[] content, int at) {
        return Arrays.copyOfRange(content, at, at + CHUNK);
    }

    private static String digest(byte[] content) {
        return Checksum.over(content).toString();
    }
}
