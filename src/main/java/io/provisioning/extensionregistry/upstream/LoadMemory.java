package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What the last load of each source's catalogue that went well left for the next one. A load that fails changes
 * nothing. Only one load of a source flies at a time; forgetting may happen at any time.
 *
 * @param <M> what one load leaves; immutable
 */
public final class LoadMemory<M> {
    /** @param forgotten what was forgotten while a load flew, whose word on it is therefore not kept */
    private record Held<M>(URI url, String owner, M left, Set<ExtensionId> forgotten) {
        boolean isOf(SourceSettings settings) {
            return Objects.equals(url, settings.url()) && Objects.equals(owner, settings.owner());
        }
    }

    private final BiFunction<M, ExtensionId, M> without;
    private final Map<String, Held<M>> bySource = new ConcurrentHashMap<>();

    /** @param without leaves one extension out */
    public LoadMemory(BiFunction<M, ExtensionId, M> without) {
        this.without = without;
    }

    /** A load begins: what the last one left; nothing if there was none, or the source is not the same any more. */
    public Optional<M> begin(SourceSettings settings) {
        Held<M> held = bySource.compute(
                settings.id(),
                (id, old) -> new Held<>(
                        settings.url(),
                        settings.owner(),
                        old != null && old.isOf(settings) ? old.left() : null,
                        Set.of()));
        return Optional.ofNullable(held.left());
    }

    /** A load has gone well: what it leaves takes the place of what the last one left. */
    public void end(SourceSettings settings, M left) {
        bySource.compute(settings.id(), (id, old) -> {
            M kept = left;
            for (ExtensionId forgotten : old == null ? Set.<ExtensionId>of() : old.forgotten()) {
                kept = without.apply(kept, forgotten);
            }
            return new Held<>(settings.url(), settings.owner(), kept, Set.of());
        });
    }

    /** Forgets one extension, so that the next load asks for it, and a load that is under way is not believed on it. */
    public void forget(String source, ExtensionId extension) {
        bySource.computeIfPresent(source, (id, old) -> {
            Set<ExtensionId> forgotten = new HashSet<>(old.forgotten());
            forgotten.add(extension);
            M left = old.left() == null ? null : without.apply(old.left(), extension);
            return new Held<>(old.url(), old.owner(), left, Set.copyOf(forgotten));
        });
    }
}
