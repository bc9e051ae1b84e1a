package io.provisioning.extensionregistry.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good catalogue of each source on the disk, so that it survives a restart. Writing happens on one thread in
 * the background and always takes the newest copy; at most one write for each source waits, and between two of them
 * there is a pause, however often webhooks change the catalogue. Nothing here ever fails a request or a load: what
 * cannot be written or read is logged, and the service goes on without it.
 */
public final class WarmCopies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmCopies.class);
    /** Has something done after a while. */
    @FunctionalInterface
    interface Later {
        /** @throws RejectedExecutionException when nothing is done any more */
        void run(Runnable task, Duration after);
    }

    /** Between the end of one write of a source's catalogue and the next. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration UNFINISHED_FOR = Duration.ofMinutes(10);
    private static final int LAST_WRITE_SECONDS = 10;

    private final Path directory;
    private final Caches caches;
    private final Clock clock;
    private final Map<String, String> origins = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor writer;
    private final Later later;

    /** @param directory null for none: nothing survives */
    public WarmCopies(Path directory, Caches caches, Clock clock) {
        this(directory, caches, clock, null);
    }

    /** @param later null for a thread of our own */
    WarmCopies(Path directory, Caches caches, Clock clock, Later later) {
        this.directory = directory;
        this.caches = caches;
        this.clock = clock;
        this.writer = directory == null || later != null ? null : writer();
        this.later =
                later != null ? later : (task, after) -> writer.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor writer() {
        ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "warm-copies");
            thread.setDaemon(true);
            return thread;
        });
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return writer;
    }

    /**
     * Puts the copy of an earlier run into the cache, if it still serves. Its age goes on from when it was loaded. Before
     * the source is asked for the first time; from now on its copies are written.
     *
     * @param origin changes whenever the settings decide on another catalogue; a copy of another origin is ignored
     * @return whether there is a copy now
     */
    public boolean restore(String source, String origin) {
        if (directory == null || !source.matches("[a-z][a-z0-9-]{0,31}")) {
            return false;
        }
        origins.put(source, origin);
        try {
            Files.createDirectories(directory);
            CopyFile.sweep(directory, clock.instant().minus(UNFINISHED_FOR));
            return restore(source, StoredCopy.of(CopyFile.read(file(source))));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            return ignored(source, e instanceof CopyFile.Unusable ? e.getMessage() : "it cannot be read: " + e);
        }
    }

    private boolean restore(String source, StoredCopy stored) {
        if (!stored.source().equals(source) || !stored.origin().equals(origins.get(source))) {
            return ignored(source, "it is of another source");
        }
        Instant now = clock.instant();
        // A clock that was ahead must not make a copy young: it is then as old as one that has just grown stale.
        Instant loadedAt =
                stored.loadedAt().isAfter(now) ? now.minus(caches.freshness().ttl()) : stored.loadedAt();
        CachedAnswer copy = new CachedAnswer(stored.answer(), loadedAt, true);
        Duration left = caches.freshness().keptFor(copy, now);
        if (left.isNegative() || left.isZero()) {
            return ignored(source, "it is too old");
        }
        CacheKey place = CacheKey.of(source, "list", null);
        caches.put(place, copy, left);
        LOG.info(
                "{}: {} extensions of an earlier run serve until the source answers; {} s old",
                source,
                stored.answer().extensions().size(),
                copy.age(now).toSeconds());
        return true;
    }

    /** What is kept of a source has changed. Waits for nothing. */
    public void kept(String source, String operation) {
        if ("list".equals(operation) && origins.containsKey(source) && waiting.add(source)) {
            try {
                later.run(() -> write(source), pause(source));
            } catch (RejectedExecutionException e) {
                waiting.remove(source);
            }
        }
    }

    /** What is left of the pause since the last write. */
    private Duration pause(String source) {
        Instant last = written.get(source);
        Duration since = last == null ? PAUSE : Duration.between(last, clock.instant());
        return since.isNegative() ? PAUSE : since.compareTo(PAUSE) > 0 ? Duration.ZERO : PAUSE.minus(since);
    }

    private void write(String source) {
        waiting.remove(source);
        CachedAnswer copy = caches.peek(CacheKey.of(source, "list", null));
        if (copy == null || copy.isAbsence()) {
            return;
        }
        try {
            StoredCopy stored = new StoredCopy(source, origins.get(source), copy.loadedAt(), copy.answer());
            CopyFile.write(file(source), stored.toBytes());
            failing.remove(source);
        } catch (IOException | RuntimeException e) {
            if (failing.add(source)) {
                LOG.warn("{}: its catalogue cannot be kept in {}: {}", source, directory, e.toString());
            }
        } finally {
            written.put(source, clock.instant());
        }
    }

    private boolean ignored(String source, String why) {
        LOG.warn("{}: the copy in {} is ignored: {}", source, file(source), why);
        return false;
    }

    private Path file(String source) {
        return directory.resolve(source + ".catalogue");
    }

    /** Writes what waits, without a pause, then stops. */
    @Override
    public void close() {
        if (writer != null) {
            writer.shutdown();
            try {
                if (!writer.awaitTermination(LAST_WRITE_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        List.copyOf(waiting).forEach(this::write);
    }
}
