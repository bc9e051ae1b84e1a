package io.provisioning.extensionregistry.catalog;

/** What every question to the catalogue has. */
public interface CatalogQuery {
    /** Whom the request asks. */
    SourceChoice choice();

    /** The value of {@code ?source=}, an id or a kind that exists; null for all sources. */
    default String source() {
        return choice().asked();
    }

    /** Whether the request asks a source. */
    default boolean asks(String sourceId, String kind) {
        return choice().asks(sourceId, kind);
    }
}
