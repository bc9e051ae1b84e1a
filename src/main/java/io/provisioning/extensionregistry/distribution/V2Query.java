package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.CatalogQuery;
import io.provisioning.extensionregistry.catalog.SourceChoice;
import io.provisioning.extensionregistry.model.ExtensionId;

/**
 * A request below {@code /v2}, understood.
 *
 * @param endpoint what is asked for
 * @param repository whose; null for what is asked of the whole registry
 * @param reference a tag or a digest; null where there is none
 * @param limit how many entries of a list are wanted; negative for all
 * @param last the entry after which a list goes on; null for its beginning
 * @param artifactType what a list of referrers is narrowed to; null for all
 */
public record V2Query(
        Endpoint endpoint, Repository repository, String reference, int limit, String last, String artifactType)
        implements CatalogQuery {
    /** The tag that stands for the newest version. */
    static final String LATEST = "latest";

    @Override
    public SourceChoice choice() {
        return repository == null || repository.source() == null
                ? SourceChoice.ALL
                : new SourceChoice(repository.source(), true);
    }

    /** Which extension; null for none. */
    public ExtensionId extension() {
        return repository == null ? null : repository.extension();
    }

    /** Whether the reference is a digest; what it names is the same wherever it is found. */
    public boolean isByDigest() {
        return Digest.isOne(reference);
    }

    /** Whether the newest version is wanted, whatever it is. */
    public boolean isLatest() {
        return LATEST.equals(reference);
    }

    /** How a message names what is asked for. */
    String title() {
        String name = repository.name();
        return switch (endpoint) {
            case MANIFEST -> "Manifest " + name + (isByDigest() ? "@" : ":") + reference;
            case BLOB -> "Blob " + name + "@" + reference;
            default -> "Repository " + name;
        };
    }
}
