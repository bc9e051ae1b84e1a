package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import java.util.function.Supplier;

/**
 * Reads requests into questions that cannot be wrong. Every method throws {@link RegistryException} of kind
 * {@code invalid_parameter} otherwise.
 */
public final class Queries {
    private final Supplier<KnownSources> known;

    /** @param known the sources at the time of the request */
    public Queries(Supplier<KnownSources> known) {
        this.known = known;
    }

    public ListQuery list(ApiRequest request) {
        return ListQuery.parse(request, known.get());
    }

    public SearchQuery search(ApiRequest request) {
        return SearchQuery.parse(request, known.get());
    }

    public ExtensionQuery extension(ApiRequest request) {
        return ExtensionQuery.parse(request, known.get());
    }

    public VersionsQuery versions(ApiRequest request) {
        return VersionsQuery.parse(request, known.get());
    }

    public ResolveQuery resolve(ApiRequest request) {
        return ResolveQuery.parse(request);
    }

    public DownloadQuery download(ApiRequest request) {
        return DownloadQuery.parse(request, known.get());
    }
}
