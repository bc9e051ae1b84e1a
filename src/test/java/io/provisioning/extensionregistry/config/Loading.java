package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One load of settings, from a folder and values that a test names. */
final class Loading {
    private final Path folder;
    private final Properties system = new Properties();
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin"));

    Loading(Path folder) {
        this.folder = folder;
    }

    Loading property(String key, String value) {
        system.setProperty(key, value);
        return this;
    }

    Loading env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes a file below the folder. */
    Loading file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** With the defaults of the jar. */
    Settings load() throws SettingsException {
        return SettingsLoader.load(system, environment, folder);
    }

    /** The lines of what is wrong. */
    List<String> problems() {
        return catchThrowableOfType(SettingsException.class, this::load).lines();
    }
}
