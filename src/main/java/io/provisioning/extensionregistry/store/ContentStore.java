package io.provisioning.extensionregistry.store;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Blobs by their digest, on the disk, in the form of an OCI image layout. What is in its place is whole and has the right
 * digest: it was written elsewhere, forced to the disk and moved. Any number of threads, and of processes on the same
 * directory, may use it. SHA-256 is the only digest that it keeps by.
 *
 * <p>A disk that is full, read-only or broken fails nobody who only asks: nothing is found or taken in then, and
 * {@link #condition} says why.
 */
public final class ContentStore implements AutoCloseable {
    private final Layout layout;
    private final StoreCounts counts = new StoreCounts();
    private final Trouble trouble = new Trouble(counts);
    private final Shelf shelf;
    private final Inspection inspection;
    private final Intake intake;
    private final LayoutIndex index;

    private ContentStore(Path directory, long maxBytes, boolean evicting, Clock clock) {
        this.layout = directory == null ? null : new Layout(directory.toAbsolutePath());
        this.shelf = new Shelf(layout, maxBytes, evicting, clock, counts);
        this.inspection = new Inspection(layout, shelf, counts);
        this.intake = new Intake(layout, maxBytes, shelf, counts, trouble);
        this.index = new LayoutIndex(layout, trouble);
    }

    /** A store that holds nothing and takes nothing. */
    public static ContentStore off() {
        return new ContentStore(null, 0, false, Clock.systemUTC());
    }

    /**
     * Opens a directory and makes it if it is not there. What processes that died have left unfinished goes.
     *
     * @param maxBytes what all blobs together may take
     * @param evicting whether the least recently used blobs go to make room; else nothing goes by itself
     * @param clock tells which blob was used last
     */
    public static ContentStore open(Path directory, long maxBytes, boolean evicting, Clock clock) {
        ContentStore store = new ContentStore(directory, maxBytes, evicting, clock);
        try {
            store.intake.ready();
            store.shelf.readDirectory();
        } catch (IOException | UnsupportedOperationException e) {
            store.trouble.met(e);
        }
        return store;
    }

    /** Whether there is a directory at all. */
    public boolean isOn() {
        return layout != null;
    }

    /**
     * A blob that is kept; it counts as used now. Its bytes are read and checked if that has not happened since this
     * process started or the file was touched, so this may take as long as reading it: not for event loops.
     *
     * @param digest {@code sha256:} and 64 lower-case digits; others are never found, nor is null
     * @return empty if it is not there, was damaged and therefore dropped, or cannot be read
     */
    public Optional<StoredBlob> find(String digest) {
        Optional<StoredBlob> found = isOn() ? Digests.hex(digest).flatMap(this::sound) : Optional.empty();
        found.ifPresentOrElse(blob -> counts.hit(), counts::miss);
        return found;
    }

    private Optional<StoredBlob> sound(String hex) {
        try {
            FileStamp stamp = inspection.sound(hex);
            shelf.use(hex);
            return Optional.of(new StoredBlob(Digests.digest(hex), stamp.size(), layout.blob(hex)));
        } catch (NoSuchFileException e) {
            shelf.forget(hex);
        } catch (IOException e) {
            trouble.met(e);
        }
        return Optional.empty();
    }

    /**
     * All of a blob that is small, such as a manifest.
     *
     * @return empty as {@link #find}, and if it is longer than {@code maxLength} bytes
     */
    public Optional<byte[]> read(String digest, int maxLength) {
        return find(digest).filter(blob -> blob.size() <= maxLength).flatMap(blob -> {
            try {
                byte[] bytes = Files.readAllBytes(blob.file());
                return Optional.of(bytes)
                        .filter(all -> Checksum.over(all).toString().equals(digest));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Begins to take in a blob. There is room for it from now on until it ends.
     *
     * @param digest null if it is not known; then any content is the right one
     * @param expectedSize in bytes; negative if not known
     * @throws NoRoom if there is none
     * @throws IOException if the disk does not let us, the store is off, or the digest is no SHA-256
     */
    public IncomingBlob begin(String digest, long expectedSize) throws IOException {
        return intake.begin(digest, expectedSize);
    }

    /**
     * Takes in what is small and made by us.
     *
     * @param pinned whether it must never be evicted
     * @throws IOException as {@link #begin}
     */
    public StoredBlob put(byte[] content, boolean pinned) throws IOException {
        try (IncomingBlob blob = begin(Checksum.over(content).toString(), content.length)) {
            if (pinned) {
                blob.pinned();
            }
            blob.write(content, 0, content.length);
            return blob.commit();
        }
    }

    /** From now on a blob is not evicted, in this run or another. It need not be there yet. */
    public void pin(String digest) {
        if (isOn()) {
            Digests.hex(digest).ifPresent(hex -> {
                try {
                    layout.mark(hex);
                } catch (IOException e) {
                    trouble.met(e);
                }
            });
        }
    }

    /** The names of manifests: the layout's {@code index.json}. */
    public LayoutIndex index() {
        return index;
    }

    public StoreCounts counts() {
        return counts;
    }

    public StoreCondition condition() {
        return new StoreCondition(trouble.problem() == null, trouble.problem(), shelf.blobs(), shelf.bytes());
    }

    /** The digests of all blobs that this process knows of, checked or not. */
    public List<String> digests() {
        return shelf.all().stream().map(Digests::digest).toList();
    }

    Layout layout() {
        return layout;
    }

    Shelf shelf() {
        return shelf;
    }

    Inspection inspection() {
        return inspection;
    }

    /** What is not whole goes. */
    @Override
    public void close() {
        intake.close();
    }
}
