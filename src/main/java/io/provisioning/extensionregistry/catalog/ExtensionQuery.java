package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionId;

/**
 * A question for one extension.
 *
 * @param id which one
 * @param choice whom it asks
 */
public record ExtensionQuery(ExtensionId id, SourceChoice choice) implements CatalogQuery {
    /** @throws RegistryException {@code invalid_parameter} */
    public static ExtensionQuery parse(ApiRequest request, KnownSources known) {
        Parameters parameters = new Parameters(request);
        return new ExtensionQuery(parameters.extension(), parameters.source(known));
    }
}
