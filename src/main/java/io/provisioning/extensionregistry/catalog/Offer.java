package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionVersion;

/**
 * A version as one source has it.
 *
 * @param source the id of the source
 * @param version with the checksum, if it is known from anywhere
 */
public record Offer(String source, ExtensionVersion version) {}
