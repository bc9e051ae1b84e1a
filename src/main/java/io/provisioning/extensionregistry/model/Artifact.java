package io.provisioning.extensionregistry.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The one file that a download of a version yields.
 *
 * @param fileName the asset's name or the layer's title; null if the source gives none
 * @param mediaType null if the source gives none
 * @param size in bytes; null if not known
 * @param checksum null if not known
 * @param downloadUrl the source's own public address, shown to users; null if there is none
 * @param location where the source's own download route finds the bytes; opaque to everyone else
 * @param contentId changes whenever the bytes change; what a computed digest is remembered by; null if the source has
 *     no such thing or the checksum is always known
 */
public record Artifact(
        String fileName,
        String mediaType,
        Long size,
        Checksum checksum,
        String downloadUrl,
        String location,
        String contentId) {

    public Artifact {
        Objects.requireNonNull(location, "location");
        if (size != null && size < 0) {
            throw new IllegalArgumentException("size: " + size);
        }
    }

    /** The checksum, or empty if it is not known. */
    public Optional<Checksum> knownChecksum() {
        return Optional.ofNullable(checksum);
    }

    /** The same artifact with its checksum. */
    public Artifact withChecksum(Checksum known) {
        return new Artifact(fileName, mediaType, size, known, downloadUrl, location, contentId);
    }
}
