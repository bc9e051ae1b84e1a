package io.provisioning.extensionregistry.config;

import java.nio.file.Path;

/**
 * The content store.
 *
 * @param mode {@code off}, {@code read-through} or {@code offline}
 * @param maxBytes what all of it may take
 */
public record StoreSettings(String mode, Path directory, long maxBytes) {}
