package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionId;

/**
 * A question for the highest version in a range. It asks all sources.
 *
 * @param id which extension
 * @param constraint the range as it was given
 * @param range what it means
 */
public record ResolveQuery(ExtensionId id, String constraint, VersionRange range) implements CatalogQuery {
    private static final String ALLOWED =
            "a version range as npm knows it, for example ^1.2, ~1.2.3, 1.x or \">=1.2 <2\", of at most "
                    + VersionRange.MAX_LENGTH + " characters";

    /** @throws RegistryException {@code invalid_parameter} */
    public static ResolveQuery parse(ApiRequest request) {
        Parameters parameters = new Parameters(request);
        ExtensionId id = parameters.extension();
        boolean prerelease = parameters.flag("prerelease", false);
        String constraint = parameters.text("constraint").orElseThrow(() -> Parameters.missing("constraint", ALLOWED));
        if (constraint.isBlank()) {
            throw Parameters.invalid("constraint", constraint, ALLOWED);
        }
        VersionRange range = VersionRange.parse(constraint, prerelease)
                .orElseThrow(() -> Parameters.invalid("constraint", constraint, ALLOWED));
        return new ResolveQuery(id, constraint, range);
    }

    @Override
    public SourceChoice choice() {
        return SourceChoice.ALL;
    }
}
