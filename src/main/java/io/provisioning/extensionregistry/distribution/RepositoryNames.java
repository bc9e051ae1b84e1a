package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.KnownSources;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Names below {@code /v2}: {@code {namespace}/{name}-{type}} for what all sources have of an extension,
 * {@code {source}/{namespace}/{name}-{type}} for what one has.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">grammar of
 *     names</a>
 */
public final class RepositoryNames {
    /** The longest name that clients are sure to take, in characters. */
    static final int MAX_LENGTH = 255;

    /** The kind of sources that are registries themselves. */
    static final String REGISTRY = "oci";

    private static final Pattern GRAMMAR =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

    private final String prefix;
    private final Supplier<KnownSources> sources;
    private final boolean passesThrough;

    /**
     * @param namespace may be empty
     * @param sources at the time of the request
     * @param passesThrough whether the registry's other repositories have their own names here too
     */
    public RepositoryNames(String namespace, Supplier<KnownSources> sources, boolean passesThrough) {
        this.prefix = namespace.isEmpty() ? "" : namespace + "/";
        this.sources = sources;
        this.passesThrough = passesThrough;
    }

    /** Whether a text may name a repository at all. */
    static boolean isName(String text) {
        return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
    }

    /** The name of an extension; empty if the grammar of names does not admit it. */
    Optional<String> of(ExtensionId id) {
        return Optional.of(prefix + id.name() + "-" + id.type().wireName()).filter(RepositoryNames::isName);
    }

    /** What a name stands for; empty if it is none that could be served here. */
    Optional<Repository> find(String name) {
        Optional<Repository> merged = extension(name).map(id -> Repository.of(name, id, null));
        return merged.or(() -> ofOneSource(name)).or(() -> passesThrough ? passedThrough(name) : Optional.empty());
    }

    private Optional<Repository> ofOneSource(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : source(name).flatMap(source -> extension(name.substring(slash + 1))
                        .map(id -> Repository.of(name, id, source.id())));
    }

    /** Below the id of a registry its own repositories; else those of the first registry. */
    private Optional<Repository> passedThrough(String name) {
        Optional<KnownSources.Source> named = source(name).filter(RepositoryNames::isRegistry);
        return named.isPresent()
                ? named.map(
                        source -> Repository.passedThrough(name, source.id(), name.substring(name.indexOf('/') + 1)))
                : sources.get().sources().stream()
                        .filter(RepositoryNames::isRegistry)
                        .findFirst()
                        .map(source -> Repository.passedThrough(name, source.id(), name));
    }

    private Optional<KnownSources.Source> source(String name) {
        int slash = name.indexOf('/');
        return sources.get().sources().stream()
                .filter(source -> slash > 0 && source.id().equals(name.substring(0, slash)))
                .findFirst();
    }

    private Optional<ExtensionId> extension(String name) {
        if (!name.startsWith(prefix) || name.indexOf('/', prefix.length()) >= 0) {
            return Optional.empty();
        }
        String last = name.substring(prefix.length());
        int dash = last.lastIndexOf('-');
        return dash < 0
                ? Optional.empty()
                : ExtensionType.of(last.substring(dash + 1))
                        .filter(type -> ExtensionId.isName(last.substring(0, dash)))
                        .map(type -> new ExtensionId(type, last.substring(0, dash)));
    }

    private static boolean isRegistry(KnownSources.Source source) {
        return source.kind().equals(REGISTRY);
    }
}
