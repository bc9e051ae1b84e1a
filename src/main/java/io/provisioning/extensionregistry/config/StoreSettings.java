package io.provisioning.extensionregistry.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The content store.
 *
 * @param mode {@code off}, {@code read-through} or {@code offline}
 * @param maxBytes what all of it may take
 * @param scrubRate how many bytes of it are read again in a second, to find damage; 0 for none
 * @param scrubInterval between two passes over all of it
 */
public record StoreSettings(String mode, Path directory, long maxBytes, long scrubRate, Duration scrubInterval) {
    public static final String OFF = "off";
    public static final String OFFLINE = "offline";

    /** Whether anything is kept, or served from what was kept. */
    public boolean isOn() {
        return !mode.equals(OFF);
    }

    /** Whether no source is ever asked. */
    public boolean isOffline() {
        return mode.equals(OFFLINE);
    }

    /** The same switched off. */
    StoreSettings off() {
        return new StoreSettings(OFF, directory, maxBytes, scrubRate, scrubInterval);
    }
}
