package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole catalogue over all sources, prepared for questions.
 *
 * @param extensions by name, then type
 * @param byId the same by identity
 * @param texts the same as search sees them, in the same order
 */
public record MergedCatalog(
        List<MergedExtension> extensions, Map<ExtensionId, MergedExtension> byId, List<SearchText> texts) {

    /** Prepares extensions, given in any order, at most one for each identity. */
    public static MergedCatalog of(List<MergedExtension> merged) {
        List<MergedExtension> sorted = merged.stream()
                .sorted(Comparator.comparing(MergedExtension::id))
                .toList();
        return new MergedCatalog(
                sorted,
                sorted.stream().collect(Collectors.toUnmodifiableMap(MergedExtension::id, Function.identity())),
                sorted.stream().map(SearchText::of).toList());
    }

    public Optional<MergedExtension> extension(ExtensionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The extensions of one type, or of all if it is null, in an order. */
    public List<MergedExtension> extensions(ExtensionType type, Sort sort) {
        if (type == null && sort == Sort.NAME) {
            return extensions;
        }
        List<MergedExtension> ofType = extensions.stream()
                .filter(extension -> type == null || extension.id().type() == type)
                .toList();
        return sort == Sort.NAME ? ofType : ofType.stream().sorted(sort.order()).toList();
    }

    /** How many extensions there are of a type. */
    public long count(ExtensionType type) {
        return extensions.stream()
                .filter(extension -> extension.id().type() == type)
                .count();
    }
}
