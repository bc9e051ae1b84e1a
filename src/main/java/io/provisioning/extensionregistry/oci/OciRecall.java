package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a load of the catalogue leaves for the next one. It holds nothing that the catalogue did not hold.
 *
 * @param known by the name of the repository
 * @param startedAt when that load began
 */
record OciRecall(Map<String, OciKnown> known, Instant startedAt) {
    OciRecall {
        known = Map.copyOf(known);
    }

    /** The same without an extension. */
    OciRecall without(ExtensionId extension) {
        Map<String, OciKnown> rest = new HashMap<>(known);
        rest.values().removeIf(each -> each.repository().id().equals(extension));
        return new OciRecall(rest, startedAt);
    }
}
