package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionId;

/**
 * A question for the bytes of a version.
 *
 * @param id which extension
 * @param version a version as users write it, or {@value #LATEST}; not blank
 * @param choice whom it asks
 */
public record DownloadQuery(ExtensionId id, String version, SourceChoice choice) implements CatalogQuery {
    /** Stands for the latest version of the extension. */
    public static final String LATEST = "latest";

    /** The longest version, in characters. */
    public static final int MAX_LENGTH = 255;

    /** @throws RegistryException {@code invalid_parameter} */
    public static DownloadQuery parse(ApiRequest request, KnownSources known) {
        Parameters parameters = new Parameters(request);
        ExtensionId id = parameters.extension();
        String version = parameters.inPath("version");
        if (version.isBlank() || !Parameters.isText(version, MAX_LENGTH)) {
            throw Parameters.invalid(
                    "version", version, "a version or " + LATEST + " of at most " + MAX_LENGTH + " characters");
        }
        return new DownloadQuery(id, version, parameters.source(known));
    }

    /** Whether the latest version is wanted. */
    public boolean isLatest() {
        return version.equals(LATEST);
    }
}
