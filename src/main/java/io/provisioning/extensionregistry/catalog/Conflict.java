package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.Checksum;

/**
 * Another source has other bytes for the same version.
 *
 * @param source the id of the other source
 * @param checksum of its bytes
 */
public record Conflict(String source, Checksum checksum) {}
