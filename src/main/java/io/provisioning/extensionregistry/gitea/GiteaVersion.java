package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.ExtensionVersion;

/**
 * A release and the version that it is.
 *
 * @param release as the server sent it
 * @param version without a checksum
 * @param sidecar where the checksum can be read; null if nowhere
 */
record GiteaVersion(GiteaRelease release, ExtensionVersion version, Sidecar sidecar) {}
