package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One extension over all sources.
 *
 * @param shown the source's view that stands for all of them
 * @param latest the version that is shown, with its checksum if it is known from anywhere
 * @param contributions what each source has, at most one for each, in the order of preference
 */
public record MergedExtension(SourceExtension shown, ExtensionVersion latest, List<SourceExtension> contributions) {
    public MergedExtension {
        contributions = List.copyOf(contributions);
    }

    public ExtensionId id() {
        return shown.id();
    }

    /** When the version that is shown was published; null if not known. */
    public Instant publishedAt() {
        return latest.publishedAt();
    }

    /** The latest version of each source, in the order of preference. */
    public List<SourceVersion> sources() {
        return contributions.stream()
                .map(extension -> new SourceVersion(
                        extension.source(), extension.latest().version().text()))
                .toList();
    }

    /** The version that users mean, by the rules of {@link SourceExtension#version}; the first source decides. */
    public Optional<ExtensionVersion> version(String asked) {
        return contributions.stream()
                .flatMap(extension -> extension.version(asked).stream())
                .findFirst();
    }
}
