package io.provisioning.extensionregistry.config;

import java.util.List;

/** The settings cannot be used. Whoever starts the service prints the lines and exits with {@link #EXIT_STATUS}. */
public final class SettingsException extends Exception {
    /** {@code EX_CONFIG} of sysexits.h. */
    public static final int EXIT_STATUS = 78;

    private final transient List<String> lines;

    SettingsException(List<String> lines) {
        super(String.join(System.lineSeparator(), lines), null, false, false);
        this.lines = List.copyOf(lines);
    }

    /** One line for each bad value: its key, the value and what is allowed; at least one. */
    public List<String> lines() {
        return lines;
    }
}
