package io.provisioning.extensionregistry.gitea;

import java.net.URI;

/**
 * A file of a release that should hold the checksum of another one.
 *
 * @param tag of the release
 * @param fileName whose checksum is wanted
 * @param uuid of the sidecar's upload
 * @param location where it is read, at the configured address
 * @param own whether it belongs to that file alone, so that a checksum without a name is that file's
 */
public record Sidecar(String tag, String fileName, String uuid, URI location, boolean own) {}
