package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads files whose digest nobody tells, once each, however many wait for it. What was computed is remembered by the
 * identity of the content. Waiting holds no thread.
 */
public final class Hashing {
    /** Reads a file of a source to its end. */
    @FunctionalInterface
    public interface Reader {
        /** @throws Exception if the source does not send it, or sends something else */
        Checksum read(String source, Artifact file) throws Exception;
    }

    private static final int CHUNK = 64 << 10;
    private static final Failure STILL_READING =
            Failure.of(Reason.LOADING, "the file is being read for the first time to compute its digest");

    private final ContentStore store;
    private final Reader reader;
    private final Function<String, Optional<Checksum>> known;
    private final BiConsumer<String, Checksum> ledger;
    private final Executor readers;
    private final Executor waiters;
    private final Duration patience;
    private final boolean offline;
    private final Map<String, CompletableFuture<Checksum>> flying = new ConcurrentHashMap<>();

    /**
     * @param store takes what is read
     * @param known what was computed before, by the identity of the content
     * @param ledger told what was computed, by the identity of the content
     * @param readers each holds a thread for as long as the bytes take
     * @param waiters where those who waited go on
     * @param patience how long somebody waits; the reading goes on after that
     * @param offline whether nobody may be asked
     */
    public Hashing(
            ContentStore store,
            Reader reader,
            Function<String, Optional<Checksum>> known,
            BiConsumer<String, Checksum> ledger,
            Executor readers,
            Executor waiters,
            Duration patience,
            boolean offline) {
        this.store = store;
        this.reader = reader;
        this.known = known;
        this.ledger = ledger;
        this.readers = readers;
        this.waiters = waiters;
        this.patience = patience;
        this.offline = offline;
    }

    /**
     * The digest of a file, which is read now unless somebody does so already.
     *
     * @param file whose content has an identity
     * @return fails with a {@link SourceException}: of the source, or {@code loading} if it takes longer than we wait
     */
    public CompletionStage<Checksum> checksum(String source, Artifact file) {
        if (offline) {
            return CompletableFuture.failedFuture(new SourceException(Manifests.NOT_KEPT));
        }
        return flight(source, file)
                .copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(Hashing::landed, waiters);
    }

    private static Checksum landed(Checksum checksum, Throwable failed) {
        if (failed == null) {
            return checksum;
        }
        Throwable cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
        throw new CompletionException(cause instanceof TimeoutException ? new SourceException(STILL_READING) : cause);
    }

    private CompletableFuture<Checksum> flight(String source, Artifact file) {
        String key = source + " " + file.contentId();
        CompletableFuture<Checksum> own = new CompletableFuture<>();
        CompletableFuture<Checksum> shared = flying.putIfAbsent(key, own);
        if (shared != null) {
            return shared;
        }
        // The flight of another may have landed since the caller looked.
        Optional<Checksum> landed = known.apply(file.contentId());
        if (landed.isPresent()) {
            own.complete(landed.get());
            flying.remove(key, own);
            return own;
        }
        try {
            readers.execute(() -> fly(key, own, source, file));
        } catch (RejectedExecutionException e) {
            flying.remove(key, own);
            own.completeExceptionally(new SourceException(Reason.LOADING, "too many files are waiting to be read"));
        }
        return own;
    }

    private void fly(String key, CompletableFuture<Checksum> flight, String source, Artifact file) {
        try {
            Checksum checksum = reader.read(source, file);
            ledger.accept(file.contentId(), checksum);
            flying.remove(key, flight);
            flight.complete(checksum);
        } catch (Throwable e) {
            flying.remove(key, flight);
            flight.completeExceptionally(e);
        }
    }

    /**
     * Reads a stream to its end; what was read is kept, if there is a store, since it will be asked for next.
     *
     * @param bytes is closed, whatever happens
     * @throws SourceException {@code invalid_answer} if it is not as long as the file
     */
    public Checksum digest(InputStream bytes, Artifact file) throws IOException, SourceException {
        MessageDigest digest = ReleaseManifest.EMPTY_DIGEST.function();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        try (Shelving shelving = new Shelving(store, file.size())) {
            for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
                digest.update(chunk, 0, count);
                shelving.write(chunk, count);
                size += count;
                if (size > file.size()) {
                    break;
                }
            }
            if (size == file.size()) {
                shelving.commit();
            }
        } finally {
            DownloadWriter.abandon(bytes);
        }
        if (size != file.size()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the file is not as long as the source says: " + file.size() + " bytes");
        }
        return Checksum.of(digest.digest());
    }
}
