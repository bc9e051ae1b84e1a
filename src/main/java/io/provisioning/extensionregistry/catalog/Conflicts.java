package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Version;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts the versions that two sources have with different digests: those that the catalogues show, where only the
 * newest versions have digests, and those that were seen when all versions of an extension were asked for. Thread-safe.
 */
final class Conflicts {
    private final Merge merge;
    private final Map<ExtensionId, Set<Version>> inVersions = new ConcurrentHashMap<>();
    private volatile Map<ExtensionId, Set<Version>> inCatalogue = Map.of();
    private volatile WeakReference<MergedCatalog> last = new WeakReference<>(null);

    Conflicts(Merge merge) {
        this.merge = merge;
    }

    /** Takes note of the catalogue of all sources; nothing happens if it is the one of the last time. */
    void saw(MergedCatalog catalog) {
        if (last.refersTo(catalog)) {
            return;
        }
        last = new WeakReference<>(catalog);
        Map<ExtensionId, Set<Version>> found = new HashMap<>();
        for (MergedExtension extension : catalog.extensions()) {
            if (extension.contributions().size() > 1) {
                Set<Version> versions = in(merge.versions(extension));
                if (!versions.isEmpty()) {
                    found.put(extension.id(), versions);
                }
            }
        }
        inCatalogue = found;
        inVersions.keySet().retainAll(catalog.byId().keySet());
    }

    /** Takes note of all versions of one extension in all sources. */
    void saw(ExtensionId id, List<MergedVersion> versions) {
        Set<Version> found = in(versions);
        if (found.isEmpty()) {
            inVersions.remove(id);
        } else {
            inVersions.put(id, found);
        }
    }

    /** How many versions are known to be in conflict. */
    long count() {
        Map<ExtensionId, Set<Version>> all = new HashMap<>(inVersions);
        inCatalogue.forEach((id, versions) -> all.merge(id, versions, Conflicts::both));
        return all.values().stream().mapToLong(Set::size).sum();
    }

    private static Set<Version> in(List<MergedVersion> versions) {
        return versions.stream()
                .filter(version -> version.conflict().isPresent())
                .map(MergedVersion::version)
                .collect(Collectors.toSet());
    }

    private static Set<Version> both(Set<Version> one, Set<Version> other) {
        Set<Version> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
