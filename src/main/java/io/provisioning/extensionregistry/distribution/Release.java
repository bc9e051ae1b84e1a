package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.List;
import java.util.Optional;

/**
 * A version that one source has as a file, and that becomes an artifact here.
 *
 * @param extension as the source has it
 * @param version with its file
 */
public record Release(SourceExtension extension, ExtensionVersion version) {
    public Release {
        if (tag(version).isEmpty()) {
            throw new IllegalArgumentException("not an artifact: " + version.tag());
        }
    }

    /** All versions of an extension that can be artifacts, newest first; of two with the same tag the newer one. */
    static List<Release> of(SourceExtension extension) {
        return extension.versions().stream()
                .filter(version -> tag(version).isPresent())
                .map(version -> new Release(extension, version))
                .toList();
    }

    /**
     * The tag of a version: that of the source, with {@code _} for {@code +}, which tags do not have.
     *
     * @return empty if that is no tag, or if the version has no file whose bytes are known to stay the same
     */
    static Optional<String> tag(ExtensionVersion version) {
        Artifact file = version.artifact();
        boolean lasting = file != null && file.size() != null && (file.checksum() != null || file.contentId() != null);
        return Optional.of(version.tag().replace('+', '_')).filter(tag -> lasting && V2Queries.isTag(tag));
    }

    /** The tag; never {@code latest}, which no source has as a version. */
    String tag() {
        return tag(version).orElseThrow();
    }

    String source() {
        return extension.source();
    }

    /** The file that becomes the layer. */
    public Artifact artifact() {
        return version.artifact();
    }

    /** The same with the digest of its file. */
    Release withChecksum(Checksum checksum) {
        return new Release(extension, version.withArtifact(artifact().withChecksum(checksum)));
    }
}
