package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.model.Checksum;
import java.util.Objects;

/**
 * A file, or a part of one, as a source hands it out.
 *
 * @param source the id of the source
 * @param status 200 for the whole file, 206 for the part that {@code contentRange} names
 * @param size of the whole file, in bytes; -1 if not known
 * @param length of what the source sends, in bytes; -1 if not known
 * @param contentRange as the source sent it; null unless {@code status} is 206
 * @param fileName what the client shall call it; null for content that is asked for by its digest
 * @param mediaType null counts as {@code application/octet-stream}
 * @param checksum of the whole file, which its bytes must have; null if not known
 * @param contentId what a computed digest is remembered by; null if there is no need
 */
public record Download(
        String source,
        int status,
        long size,
        long length,
        String contentRange,
        String fileName,
        String mediaType,
        Checksum checksum,
        String contentId) {

    /** The header that names the source of bytes. */
    public static final String SOURCE_HEADER = "X-Registry-Source";

    public Download {
        Objects.requireNonNull(source, "source");
        if ((status != 200 && status != 206) || (status == 206) != (contentRange != null)) {
            throw new IllegalArgumentException("not a download: " + status + ", " + contentRange);
        }
    }

    /** A whole file. */
    public static Download whole(
            String source, long size, String fileName, String mediaType, Checksum checksum, String contentId) {
        return new Download(source, 200, size, size, null, fileName, mediaType, checksum, contentId);
    }

    /**
     * The same whole file, of which more is known now.
     *
     * @param known its size, in bytes; -1 if not known
     * @param digest null if not known
     */
    public Download with(long known, Checksum digest) {
        return whole(source, known, fileName, mediaType, digest, contentId);
    }

    /** The strong entity tag: the digest; null if it is not known. */
    public String etag() {
        return checksum == null ? null : '"' + checksum.toString() + '"';
    }
}
