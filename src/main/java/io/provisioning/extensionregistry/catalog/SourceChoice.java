package io.provisioning.extensionregistry.catalog;

/**
 * Whom a request asks.
 *
 * @param asked the value of {@code ?source=}; null for all sources
 * @param isId whether the value is the id of a source, not a kind
 */
public record SourceChoice(String asked, boolean isId) {
    /** Every source is asked. */
    public static final SourceChoice ALL = new SourceChoice(null, false);

    /** Whether a source is asked. */
    public boolean asks(String sourceId, String kind) {
        return asked == null || asked.equals(isId ? sourceId : kind);
    }
}
