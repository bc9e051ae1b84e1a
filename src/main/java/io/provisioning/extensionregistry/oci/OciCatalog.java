package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A page of {@code _catalog}.
 *
 * @param repositories empty also for {@code null}; an answer without the field is none
 */
record OciCatalog(@JsonProperty(required = true) List<String> repositories) {
    OciCatalog {
        repositories = repositories == null ? List.of() : repositories;
    }
}
