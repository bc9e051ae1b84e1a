package io.provisioning.extensionregistry.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of an extension in one source. Ordered newest first: by semantic precedence; what is not a semantic
 * version comes last, newest date first, and without a date after those.
 *
 * @param version what users see
 * @param tag the raw tag in the source, needed to look it up there
 * @param publishedAt null if the source does not say
 * @param prerelease the source's own mark, or the version says so itself
 * @param artifact null if nothing can be downloaded as one file
 * @param image whether it is a container image, which is not one file
 */
public record ExtensionVersion(
        Version version, String tag, Instant publishedAt, boolean prerelease, Artifact artifact, boolean image)
        implements Comparable<ExtensionVersion> {

    private static final Comparator<ExtensionVersion> NEWEST_FIRST = Comparator.comparing(
                    ExtensionVersion::version, (left, right) -> right.comparePrecedence(left))
            .thenComparing(ExtensionVersion::dateIfNotSemantic, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(v -> v.version().text(), Comparator.reverseOrder())
            .thenComparing(ExtensionVersion::tag);

    public ExtensionVersion {
        Objects.requireNonNull(version, "version");
        tag = SharedText.of(Objects.requireNonNull(tag, "tag"));
        prerelease = prerelease || version.isPrerelease();
    }

    /** The file to download, or empty. */
    public Optional<Artifact> download() {
        return Optional.ofNullable(artifact);
    }

    /** The same version with another artifact. */
    public ExtensionVersion withArtifact(Artifact other) {
        return new ExtensionVersion(version, tag, publishedAt, prerelease, other, image);
    }

    /** Whether it is a semantic version that is not a pre-release. */
    public boolean isStable() {
        return version.semantic().isPresent() && !prerelease;
    }

    private Instant dateIfNotSemantic() {
        return version.semantic().isPresent() ? null : publishedAt;
    }

    @Override
    public int compareTo(ExtensionVersion other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
