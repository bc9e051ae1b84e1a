package io.provisioning.extensionregistry.config;

import java.nio.file.Path;

/**
 * What is written to the log, and how.
 *
 * @param json whether each line is a JSON object
 * @param access whether each request is a line
 * @param levels a file of levels that is read again when it changes; it need not exist; null for none
 */
public record LogSettings(boolean json, boolean access, Path levels) {
    static LogSettings read(Values values) {
        return new LogSettings(
                values.choice("registry.log.format", "text", "json").equals("json"),
                values.flag("registry.log.access"),
                values.path("registry.log.levels-path"));
    }
}
