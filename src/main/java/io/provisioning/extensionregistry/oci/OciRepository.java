package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.Objects;

/**
 * A repository that holds an extension.
 *
 * @param id the extension
 * @param path the whole name in the registry, for example {@code provisioning/aws-provider}
 */
public record OciRepository(ExtensionId id, String path) {
    public OciRepository {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(path, "path");
    }
}
