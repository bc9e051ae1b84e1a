package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * What changes when a file is written to or replaced. Reading it, or noting that it was used, does not: use is kept in
 * the time of access, which is why nothing here looks at the time of the last change of attributes.
 *
 * @param key the system's own number of the file; null where there is none
 * @param size in bytes
 */
record FileStamp(Object key, long size, FileTime modified) {
    /** @throws NoSuchFileException if there is none, or something that is no file */
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        return new FileStamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }

    /** When the file was last used, as every process that shares it can see. */
    static Instant used(Path file) throws IOException {
        return attributes(file).lastAccessTime().toInstant();
    }

    /** Notes that the file was used; a file that cannot be marked is as old as it was. */
    static void use(Path file, Instant now) {
        try {
            Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(null, FileTime.from(now), null);
        } catch (IOException | RuntimeException e) {
            // Read-only, or gone: then nobody evicts it, or it need not stay.
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString());
        }
        return attributes;
    }
}
