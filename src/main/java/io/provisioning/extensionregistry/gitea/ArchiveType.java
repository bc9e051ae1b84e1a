package io.provisioning.extensionregistry.gitea;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that an extension comes in, the preferred ones first. */
enum ArchiveType {
    TAR_GZ(".tar.gz", "application/gzip"),
    TGZ(".tgz", "application/gzip"),
    TAR_ZST(".tar.zst", "application/zstd"),
    TAR_XZ(".tar.xz", "application/x-xz"),
    TAR(".tar", "application/x-tar"),
    ZIP(".zip", "application/zip");

    private final String extension;
    private final String mediaType;

    ArchiveType(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** With its leading dot. */
    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    /** The kind of a file by its name, in any case; empty for a file that is no archive. */
    static Optional<ArchiveType> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> name.endsWith(type.extension))
                .findFirst();
    }
}
