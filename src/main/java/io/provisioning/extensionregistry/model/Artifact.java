package io.provisioning.extensionregistry.model;

import java.util.Objects;
import java.util.Optional;

/** The one file that a download of a version yields. Equal if all that it says is equal. */
public final class Artifact {
    private final String fileName;
    private final String mediaType;
    private final Long size;
    private final Checksum checksum;
    private final Address downloadUrl;
    private final Address location;
    private final String contentId;

    /**
     * @param fileName the asset's name or the layer's title; null if the source gives none
     * @param mediaType null if the source gives none
     * @param size in bytes; null if not known
     * @param checksum null if not known
     * @param downloadUrl the source's own public address, shown to users; null if there is none
     * @param location where the source's own download route finds the bytes; opaque to everyone else
     * @param contentId changes whenever the bytes change; what a computed digest is remembered by; null if the source
     *     has no such thing or the checksum is always known
     */
    public Artifact(
            String fileName,
            String mediaType,
            Long size,
            Checksum checksum,
            String downloadUrl,
            String location,
            String contentId) {
        this(
                SharedText.of(fileName),
                SharedText.of(mediaType),
                size,
                checksum,
                Address.of(downloadUrl),
                Address.of(Objects.requireNonNull(location, "location")),
                contentId);
    }

    private Artifact(
            String fileName,
            String mediaType,
            Long size,
            Checksum checksum,
            Address downloadUrl,
            Address location,
            String contentId) {
        if (size != null && size < 0) {
            throw new IllegalArgumentException("size: " + size);
        }
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.size = size;
        this.checksum = checksum;
        this.downloadUrl = downloadUrl;
        // At most servers the public address is the one that we call.
        this.location = location.equals(downloadUrl) ? downloadUrl : location;
        this.contentId = contentId;
    }

    /** Its name; null if the source gives none. */
    public String fileName() {
        return fileName;
    }

    /** Its media type; null if the source gives none. */
    public String mediaType() {
        return mediaType;
    }

    /** Bytes; null if not known. */
    public Long size() {
        return size;
    }

    /** Its digest; null if not known. */
    public Checksum checksum() {
        return checksum;
    }

    /** The source's own public address; null if there is none. */
    public String downloadUrl() {
        return Address.text(downloadUrl);
    }

    /** Where the source's own download route finds the bytes. */
    public String location() {
        return Address.text(location);
    }

    /** What a computed digest is remembered by; null if the source has no such thing. */
    public String contentId() {
        return contentId;
    }

    /** The checksum, or empty if it is not known. */
    public Optional<Checksum> knownChecksum() {
        return Optional.ofNullable(checksum);
    }

    /** The same artifact with its checksum. */
    public Artifact withChecksum(Checksum known) {
        return new Artifact(fileName, mediaType, size, known, downloadUrl, location, contentId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Artifact that
                && Objects.equals(that.fileName, fileName)
                && Objects.equals(that.mediaType, mediaType)
                && Objects.equals(that.size, size)
                && Objects.equals(that.checksum, checksum)
                && Objects.equals(that.downloadUrl, downloadUrl)
                && that.location.equals(location)
                && Objects.equals(that.contentId, contentId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fileName, size, location, contentId);
    }

    @Override
    public String toString() {
        return "Artifact[" + fileName + ", " + mediaType + ", " + size + ", " + checksum + ", " + downloadUrl() + ", "
                + location() + ", " + contentId + "]";
    }
}
