package io.provisioning.extensionregistry.config;

import java.nio.file.Path;

/**
 * Where the certificate of the public port is.
 *
 * @param certificate PEM: its own first, then those that lead to an authority
 * @param key PEM, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
