package io.provisioning.extensionregistry.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An extension as one source has it.
 *
 * @param source the id of the source
 * @param id type and name
 * @param description null if not known
 * @param author null if not known
 * @param repository the address of its home page or source code; null if not known
 * @param tags keywords; empty if none are known
 * @param versions at least one, newest first; in a catalogue all but the newest may lack date and artifact
 */
public record SourceExtension(
        String source,
        ExtensionId id,
        String description,
        String author,
        String repository,
        List<String> tags,
        List<ExtensionVersion> versions) {

    public SourceExtension {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(id, "id");
        tags = List.copyOf(tags);
        versions = versions.stream().sorted().toList();
        if (versions.isEmpty()) {
            throw new IllegalArgumentException(id + " has no version");
        }
    }

    /**
     * The highest semantic version that is not a pre-release; if there is none, the highest pre-release; if nothing is
     * a semantic version, the newest by date.
     */
    public ExtensionVersion latest() {
        for (ExtensionVersion version : versions) {
            if (version.isStable()) {
                return version;
            }
        }
        return versions.get(0);
    }

    /**
     * Finds a version by what users call it: by its raw tag, else by the version, where {@code 1.2.0} and
     * {@code v1.2.0} are the same, else by either in another case.
     */
    public Optional<ExtensionVersion> version(String asked) {
        Version wanted = Version.of(asked);
        return first(v -> v.tag().equals(asked))
                .or(() -> first(v -> v.version().equals(wanted)))
                .or(() -> first(v -> v.tag().equalsIgnoreCase(asked)))
                .or(() -> first(v -> v.version().text().equalsIgnoreCase(wanted.text())));
    }

    private Optional<ExtensionVersion> first(Predicate<ExtensionVersion> test) {
        return versions.stream().filter(test).findFirst();
    }

    /** The same extension with other versions. */
    public SourceExtension withVersions(List<ExtensionVersion> others) {
        return new SourceExtension(source, id, description, author, repository, tags, others);
    }
}
