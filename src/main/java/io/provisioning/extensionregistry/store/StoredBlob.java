package io.provisioning.extensionregistry.store;

import java.nio.file.Path;

/**
 * Bytes that are kept and had the right digest when they were last looked at.
 *
 * @param digest {@code sha256:} and 64 lower-case hexadecimal digits
 * @param size in bytes
 * @param file where they lie; it may vanish at any time, and whoever has opened it may read on
 */
public record StoredBlob(String digest, long size, Path file) {}
