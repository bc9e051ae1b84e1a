package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole catalogue over all sources. What questions need is made when the first one needs it, and kept. Equal if the
 * extensions are; thread-safe.
 */
public final class MergedCatalog {
    private record Selection(ExtensionType type, Sort sort) {}

    private final List<MergedExtension> extensions;
    private final Map<ExtensionId, MergedExtension> byId;
    private final Map<Selection, List<MergedExtension>> selections = new ConcurrentHashMap<>();
    private volatile SearchIndex searchIndex;

    private MergedCatalog(List<MergedExtension> extensions, SearchIndex searchIndex) {
        this.extensions = extensions;
        this.byId = extensions.stream().collect(Collectors.toUnmodifiableMap(MergedExtension::id, Function.identity()));
        this.searchIndex = searchIndex;
    }

    /** Prepares extensions, given in any order, at most one for each identity. */
    public static MergedCatalog of(List<MergedExtension> merged) {
        return of(merged, List.of());
    }

    /** The same; what was made for an earlier catalogue that search sees as this one serves here too. */
    static MergedCatalog of(List<MergedExtension> merged, List<MergedCatalog> earlier) {
        List<MergedExtension> sorted = merged.stream()
                .sorted(Comparator.comparing(MergedExtension::id))
                .toList();
        return new MergedCatalog(
                sorted,
                earlier.stream()
                        .filter(catalog -> catalog.searchIndex != null && catalog.shows(sorted))
                        .map(catalog -> catalog.searchIndex)
                        .findFirst()
                        .orElse(null));
    }

    /** All extensions by name, then type. */
    public List<MergedExtension> extensions() {
        return extensions;
    }

    /** The same by identity. */
    public Map<ExtensionId, MergedExtension> byId() {
        return byId;
    }

    public Optional<MergedExtension> extension(ExtensionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The extensions of one type, or of all if it is null, in an order. */
    public List<MergedExtension> extensions(ExtensionType type, Sort sort) {
        return type == null && sort == Sort.NAME
                ? extensions
                : selections.computeIfAbsent(new Selection(type, sort), this::select);
    }

    /** Where words match, by the numbers of {@link #extensions()}. */
    SearchIndex searchIndex() {
        SearchIndex made = searchIndex;
        return made != null ? made : makeSearchIndex();
    }

    private synchronized SearchIndex makeSearchIndex() {
        if (searchIndex == null) {
            searchIndex = SearchIndex.of(
                    extensions.stream().map(MergedExtension::shown).toList());
        }
        return searchIndex;
    }

    /** Whether others show the very same, in this order. */
    private boolean shows(List<MergedExtension> others) {
        if (others.size() != extensions.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            SourceExtension shown = extensions.get(i).shown();
            if (shown != others.get(i).shown()) {
                return false;
            }
        }
        return true;
    }

    private List<MergedExtension> select(Selection wanted) {
        List<MergedExtension> ofType = extensions.stream()
                .filter(extension -> wanted.type() == null || extension.id().type() == wanted.type())
                .toList();
        return wanted.sort() == Sort.NAME
                ? ofType
                : ofType.stream().sorted(wanted.sort().order()).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MergedCatalog that && that.extensions.equals(extensions);
    }

    @Override
    public int hashCode() {
        return extensions.hashCode();
    }

    @Override
    public String toString() {
        return extensions.toString();
    }
}
