package io.provisioning.extensionregistry.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was computed and seen of files, on the disk. It is written in the background, whole and in one step, together
 * with what other processes have put there. A file that is damaged or of another version is ignored with a line in the
 * log: what it knew is computed again.
 */
public final class LedgerFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration UNFINISHED_FOR = Duration.ofMinutes(10);
    private static final int LAST_WRITE_SECONDS = 10;
    /** Of each, the oldest go beyond that. */
    private static final int ENTRIES = 100_000;

    /**
     * A file as it was when its version was seen for the first time.
     *
     * @param size in bytes; null if not known
     */
    public record Seen(String contentId, Long size) {}

    private record Content(Map<String, String> digests, Map<String, Seen> seen) {}

    private final Path file;
    private final Map<String, String> digests = bounded();
    private final Map<String, Seen> seen = bounded();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ExecutorService writer;

    /** @param file null for none: then nothing outlives the process */
    public LedgerFile(Path file) {
        this.file = file;
        this.writer = file == null
                ? null
                : Executors.newSingleThreadExecutor(task -> {
                    Thread thread = new Thread(task, "digest-ledger");
                    thread.setDaemon(true);
                    return thread;
                });
        if (file != null) {
            read(true).ifPresent(this::add);
        }
    }

    /** The digest of a content. */
    synchronized Optional<Checksum> digest(String contentId) {
        return Checksum.parse(digests.get(contentId));
    }

    synchronized void learned(String contentId, Checksum checksum) {
        if (!checksum.toString().equals(digests.put(contentId, checksum.toString()))) {
            changed();
        }
    }

    /** What was seen of a version first; empty if it never was. */
    synchronized Optional<Seen> seen(String version) {
        return Optional.ofNullable(seen.get(version));
    }

    synchronized void saw(String version, Seen first) {
        if (!first.equals(seen.put(version, first)) && isOfUse(first)) {
            changed();
        }
    }

    private void changed() {
        if (writer != null && waiting.compareAndSet(false, true)) {
            try {
                writer.execute(this::write);
            } catch (RejectedExecutionException e) {
                waiting.set(false);
            }
        }
    }

    private void write() {
        waiting.set(false);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            CopyFile.sweep(file.toAbsolutePath().getParent(), Instant.now().minus(UNFINISHED_FOR));
            read(false).ifPresent(this::add);
            CopyFile.write(file, bytes());
            failing.set(false);
        } catch (IOException | RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warn("The digests cannot be kept in {}: {}", file, e.toString());
            }
        }
    }

    private synchronized byte[] bytes() throws IOException {
        Map<String, Seen> ofUse = new LinkedHashMap<>();
        seen.forEach((version, first) -> {
            if (isOfUse(first)) {
                ofUse.put(version, first);
            }
        });
        return MAPPER.writeValueAsBytes(new Content(digests, ofUse));
    }

    /**
     * Whether the next run can make use of it: of a file whose bytes never passed nobody will know what it was. Most are
     * such, and to write and read all of them each time would take more memory than all else.
     */
    private boolean isOfUse(Seen first) {
        return digests.containsKey(first.contentId());
    }

    private Optional<Content> read(boolean said) {
        try {
            return Optional.of(MAPPER.readValue(CopyFile.read(file), Content.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            if (said) {
                LOG.warn("The digests in {} are ignored: {}", file, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** What we know ourselves counts more. */
    private synchronized void add(Content others) {
        others.digests().forEach(digests::putIfAbsent);
        others.seen().forEach(seen::putIfAbsent);
    }

    /** Writes what waits, then stops. */
    @Override
    public void close() {
        if (writer == null) {
            return;
        }
        writer.shutdown();
        try {
            writer.awaitTermination(LAST_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > ENTRIES;
            }
        };
    }
}
