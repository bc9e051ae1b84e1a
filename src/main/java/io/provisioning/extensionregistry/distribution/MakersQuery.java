package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.CatalogQuery;
import io.provisioning.extensionregistry.catalog.SourceChoice;
import java.util.Set;

/**
 * Asks some sources by name.
 *
 * @param sources their ids
 */
record MakersQuery(Set<String> sources) implements CatalogQuery {
    MakersQuery {
        sources = Set.copyOf(sources);
    }

    @Override
    public SourceChoice choice() {
        return SourceChoice.ALL;
    }

    @Override
    public boolean asks(String sourceId, String kind) {
        return sources.contains(sourceId);
    }
}
