package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionId;

/**
 * A question for the versions of an extension.
 *
 * @param id which extension
 * @param choice whom it asks
 * @param prerelease whether pre-releases are wanted too
 */
public record VersionsQuery(ExtensionId id, SourceChoice choice, boolean prerelease) implements CatalogQuery {
    /** @throws RegistryException {@code invalid_parameter} */
    public static VersionsQuery parse(ApiRequest request, KnownSources known) {
        Parameters parameters = new Parameters(request);
        return new VersionsQuery(parameters.extension(), parameters.source(known), parameters.flag("prerelease", true));
    }
}
