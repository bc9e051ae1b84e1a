package io.provisioning.extensionregistry.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sources that can be asked.
 *
 * @param sources in the order of preference
 */
public record KnownSources(List<Source> sources) {
    /**
     * One source.
     *
     * @param id its own name
     * @param kind for example {@code gitea} or {@code oci}; a drop-in's own id
     */
    public record Source(String id, String kind) {}

    public KnownSources {
        sources = List.copyOf(sources);
    }

    /** Whom a value of {@code ?source=} asks: the source of that id, else all of that kind; empty if it is neither. */
    public Optional<SourceChoice> choose(String asked) {
        if (sources.stream().anyMatch(source -> source.id().equals(asked))) {
            return Optional.of(new SourceChoice(asked, true));
        }
        return sources.stream().anyMatch(source -> source.kind().equals(asked))
                ? Optional.of(new SourceChoice(asked, false))
                : Optional.empty();
    }

    /** Every value that {@code ?source=} may have: the ids in order, then the kinds that are no id. */
    public Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        sources.forEach(source -> words.add(source.id()));
        sources.forEach(source -> words.add(source.kind()));
        return words;
    }
}
