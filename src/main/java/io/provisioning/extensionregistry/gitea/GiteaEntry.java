package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one repository contributes.
 *
 * @param extension null if it contributes nothing
 * @param skip why it contributes nothing, or not all; else null
 * @param sidecars where checksums of versions can be read; not all versions have one
 */
public record GiteaEntry(SourceExtension extension, GiteaSkip skip, List<Sidecar> sidecars) {
    public GiteaEntry {
        sidecars = List.copyOf(sidecars);
    }

    /** A repository that contributes nothing. */
    static GiteaEntry skipped(GiteaSkip reason) {
        return new GiteaEntry(null, reason, List.of());
    }

    /** The sidecar of the version that a catalogue shows, unless its checksum is known; at most one. */
    public List<Sidecar> newestSidecars() {
        return extension == null || isChecked(extension.latest())
                ? List.of()
                : sidecars.stream()
                        .filter(sidecar ->
                                sidecar.tag().equals(extension.latest().tag()))
                        .toList();
    }

    /** Whether this is all that the repository has to say, and will be until the repository changes. */
    boolean isLasting() {
        return skip == null || skip == GiteaSkip.NO_VERSION;
    }

    /** The same with checksums, as far as they were found. */
    GiteaEntry with(List<SidecarChecksum> found) {
        if (extension == null) {
            return this;
        }
        Map<String, Checksum> byTag = new HashMap<>();
        found.forEach(each -> byTag.put(each.tag(), each.checksum()));
        List<ExtensionVersion> versions = extension.versions().stream()
                .map(version -> byTag.get(version.tag()) == null || version.artifact() == null
                        ? version
                        : version.withArtifact(version.artifact().withChecksum(byTag.get(version.tag()))))
                .toList();
        return new GiteaEntry(extension.withVersions(versions), skip, sidecars);
    }

    private static boolean isChecked(ExtensionVersion version) {
        return version.artifact() != null && version.artifact().checksum() != null;
    }
}
