package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every good answer of a source, on the disk beside the content store, for the day when nobody may be asked. There is one
 * file for each source, operation and extension; a later answer replaces it, and a "no" does not. Written in the
 * background; what cannot be written is missing then.
 */
public final class KeptAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);
    private static final Failure NOTHING = Failure.of(Reason.UNAVAILABLE, "nothing is kept of it, and it is not asked");
    private static final int LAST_WRITE_SECONDS = 10;

    private final Path directory;
    private final Clock clock;
    private final Map<String, String> origins = new ConcurrentHashMap<>();
    private final Map<Path, StoredCopy> waiting = new ConcurrentHashMap<>();
    private final ExecutorService writer;
    private volatile boolean failing;

    /** @param directory null for none: nothing is kept */
    public KeptAnswers(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.writer = directory == null
                ? null
                : Executors.newSingleThreadExecutor(task -> {
                    Thread thread = new Thread(task, "kept-answers");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * From now on a source's answers are kept.
     *
     * @param origin changes whenever the settings decide on another catalogue; an answer of another origin is ignored
     */
    public void watch(String source, String origin) {
        if (source.matches("[a-z][a-z0-9-]{0,31}")) {
            origins.put(source, origin);
        }
    }

    /**
     * Keeps an answer, unless it is none. Waits for nothing.
     *
     * @param id null for a catalogue
     */
    public void keep(String source, String operation, ExtensionId id, BackendAnswer answer) {
        String origin = origins.get(source);
        if (directory == null || origin == null || answer.outcome() != BackendAnswer.Outcome.ANSWERED) {
            return;
        }
        Path file = file(source, operation, id);
        if (waiting.put(file, new StoredCopy(source, origin, clock.instant(), answer)) == null) {
            try {
                writer.execute(() -> write(file));
            } catch (RejectedExecutionException e) {
                waiting.remove(file);
            }
        }
    }

    private void write(Path file) {
        StoredCopy copy = waiting.remove(file);
        try {
            Files.createDirectories(file.getParent());
            CopyFile.write(file, copy.toBytes());
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn("{}: its answers cannot be kept in {}: {}", copy.source(), directory, e.toString());
            }
        }
    }

    /**
     * What a source answered last. Where nothing is kept of an extension by itself, the catalogue answers.
     *
     * @param id null for a catalogue
     * @return failed with {@code unavailable} if not even a catalogue is kept
     */
    public BackendAnswer answer(String source, String operation, ExtensionId id) {
        Optional<BackendAnswer> catalogue = read(source, "list", null);
        Optional<BackendAnswer> kept = id == null
                ? catalogue
                : Stream.of(operation, "versions", "find")
                        .flatMap(each -> read(source, each, id).stream())
                        .findFirst()
                        .or(() -> catalogue.map(all -> one(source, all, id)));
        return kept.orElseGet(() -> BackendAnswer.failed(source, NOTHING));
    }

    private static BackendAnswer one(String source, BackendAnswer all, ExtensionId id) {
        Optional<SourceExtension> extension = all.extension(id);
        return extension.map(BackendAnswer::found).orElseGet(() -> BackendAnswer.absent(source));
    }

    private Optional<BackendAnswer> read(String source, String operation, ExtensionId id) {
        if (directory == null || !origins.containsKey(source)) {
            return Optional.empty();
        }
        Path file = file(source, operation, id);
        try {
            StoredCopy copy = StoredCopy.of(CopyFile.read(file));
            boolean ours = copy.source().equals(source) && copy.origin().equals(origins.get(source));
            return Optional.of(copy.answer()).filter(answer -> ours);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: the answer in {} is ignored: {}", source, file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Neither sources nor extensions have names that mean anything else to a file system. */
    private Path file(String source, String operation, ExtensionId id) {
        String name = id == null ? operation : operation + "-" + id.type().wireName() + "-" + id.name();
        return directory.resolve(source).resolve(name + ".answer");
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
}
