package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import java.util.Comparator;
import java.util.Objects;

/**
 * A tag that names a version. Ordered by preference for "latest": stable versions first, then pre-releases, each newest
 * first, then what is not a semantic version.
 *
 * @param tag as the registry has it, needed to fetch the manifest
 * @param version what users see; null if only the manifest can tell, as for a repository with nothing but
 *     {@code latest}
 */
public record TaggedVersion(String tag, Version version) implements Comparable<TaggedVersion> {
    private static final Comparator<TaggedVersion> ORDER = Comparator.comparing(
                    (TaggedVersion tagged) -> tagged.bare().isStable() ? 0 : 1)
            .thenComparing(TaggedVersion::bare);

    public TaggedVersion {
        Objects.requireNonNull(tag, "tag");
    }

    /** The version as far as the tag alone tells; without a version of its own it is called as the tag. */
    public ExtensionVersion bare() {
        return new ExtensionVersion(version == null ? Version.of(tag) : version, tag, null, false, null, false);
    }

    @Override
    public int compareTo(TaggedVersion other) {
        return ORDER.compare(this, other);
    }
}
