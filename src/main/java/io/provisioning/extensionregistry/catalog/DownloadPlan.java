package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Version;
import java.util.List;

/**
 * Where the bytes of a version can be had.
 *
 * @param id of the extension
 * @param version which version; never {@code latest}
 * @param offers at least one, each with an artifact; the next is for when one fails before its first byte
 */
public record DownloadPlan(ExtensionId id, Version version, List<Offer> offers) {
    public DownloadPlan {
        offers = List.copyOf(offers);
    }
}
