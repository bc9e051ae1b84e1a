package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Where values come from, the strongest first: {@code -D}, environment, {@code config.toml}, properties, defaults. */
final class Layers {
    private final Map<String, String> environment;
    private final Map<String, String> system;
    private final List<Map<String, String>> files;
    private final List<String> warnings = new ArrayList<>();

    private Layers(Map<String, String> system, Map<String, String> environment, List<Map<String, String>> files) {
        this.system = system;
        this.environment = environment;
        this.files = files;
    }

    /**
     * Reads the files.
     *
     * @param problems gets a line for each file that cannot be read
     */
    static Layers read(
            Properties system,
            Map<String, String> environment,
            Path directory,
            Properties defaults,
            List<String> problems) {
        Map<String, String> given = ours(system);
        List<Map<String, String>> files = new ArrayList<>();
        String config = given.getOrDefault(Keys.CONFIG, environment.getOrDefault("REGISTRY_CONFIG", ""));
        Path toml = directory.resolve(config.isBlank() ? "config.toml" : config.strip());
        if (Files.exists(toml)) {
            files.add(TomlFile.read(toml, problems));
        } else if (!config.isBlank()) {
            problems.add(Keys.CONFIG + " = \"" + toml + "\": there is no such file");
        }
        files.add(properties(directory.resolve("application.properties"), problems));
        files.add(ours(defaults));
        return new Layers(given, environment, files);
    }

    /** The value that counts, stripped; empty if it is set nowhere or set to nothing. */
    String value(String key) {
        String value = system.get(key);
        if (value == null) {
            value = fromEnvironment(key);
        }
        for (Map<String, String> file : files) {
            if (value == null) {
                value = file.get(key);
            }
        }
        return value == null ? "" : value.strip();
    }

    /** Every key that stands in a file or a {@code -D}. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>(system.keySet());
        files.forEach(file -> keys.addAll(file.keySet()));
        return keys;
    }

    /** The names of all our environment variables. */
    Set<String> environmentNames() {
        Set<String> names = new TreeSet<>(environment.keySet());
        names.removeIf(name -> !name.startsWith("REGISTRY_"));
        return names;
    }

    /** What was passed over so far, one line each. */
    List<String> warnings() {
        return warnings;
    }

    private String fromEnvironment(String key) {
        String name = Keys.environmentName(key);
        String value = environment.get(name);
        if (value != null && name.endsWith("_PORT") && value.matches("[a-z]+://.*")) {
            String warning = name + " is an address that a container platform sets; it is passed over";
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
            return null;
        }
        return value;
    }

    private static Map<String, String> properties(Path path, List<String> problems) {
        Properties properties = new Properties();
        if (Files.exists(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(path + ": the file cannot be read; it must be a properties file in UTF-8");
            }
        }
        return ours(properties);
    }

    private static Map<String, String> ours(Properties properties) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(Keys.PREFIX)) {
                values.put(key, properties.getProperty(key));
            }
        }
        return values;
    }
}
