package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.Checksum;

/**
 * What a sidecar said.
 *
 * @param tag of the release
 * @param checksum of the release's main file; null if the sidecar did not say or could not be read
 */
public record SidecarChecksum(String tag, Checksum checksum) {}
