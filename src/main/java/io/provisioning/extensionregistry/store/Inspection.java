package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells sound blobs from damaged ones, and drops these. */
final class Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
    private static final int STRIPES = 64;

    private final Layout layout;
    private final Shelf shelf;
    private final StoreCounts counts;
    private final Object[] stripes = new Object[STRIPES];

    Inspection(Layout layout, Shelf shelf, StoreCounts counts) {
        this.layout = layout;
        this.shelf = shelf;
        this.counts = counts;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /**
     * The stamp of a blob whose bytes are right. They are read only if nobody has read them since the process started or
     * the file was touched; several who ask at once wait for one reader.
     *
     * @throws NoSuchFileException if it is not there, or was damaged and is gone now
     */
    FileStamp sound(String hex) throws IOException {
        Path file = layout.blob(hex);
        FileStamp stamp = FileStamp.of(file);
        if (shelf.isSound(hex, stamp)) {
            return stamp;
        }
        synchronized (stripes[Math.floorMod(hex.hashCode(), STRIPES)]) {
            FileStamp now = FileStamp.of(file);
            if (shelf.isSound(hex, now)) {
                return now;
            }
            judge(hex, now, Digests.of(file), true);
            return now;
        }
    }

    /**
     * Takes note of what the bytes of a file turned out to be.
     *
     * @param stamp of the file before it was read
     * @param actual the digits of the digest of what was read
     * @param asked whether somebody wants it, so that it counts as used
     * @throws NoSuchFileException if they were wrong; the file is gone, unless another one has taken its place
     */
    void judge(String hex, FileStamp stamp, String actual, boolean asked) throws IOException {
        Path file = layout.blob(hex);
        if (actual.equals(hex)) {
            shelf.sound(hex, stamp, asked);
            return;
        }
        if (stamp.equals(FileStamp.of(file))) {
            Files.deleteIfExists(file);
            shelf.forget(hex);
            counts.damagedOne();
            LOG.warn("The blob sha256:{} was damaged and is dropped: its bytes have the digest sha256:{}", hex, actual);
        }
        throw new NoSuchFileException(file.toString());
    }
}
