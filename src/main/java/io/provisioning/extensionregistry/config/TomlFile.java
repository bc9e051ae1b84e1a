package io.provisioning.extensionregistry.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code config.toml}: {@code [gitea] token_path} is {@code registry.gitea.token-path}. */
final class TomlFile {
    private TomlFile() {}

    /**
     * The values by key; lists are joined by commas.
     *
     * @param problems gets one line if the file cannot be read or is not TOML; no line shows what is in it
     */
    static Map<String, String> read(Path path, List<String> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            JsonNode root = new TomlMapper().readTree(Files.readString(path));
            collect("registry", root, values);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            problems.add(path + ": line " + line + " is not TOML");
        } catch (IOException e) {
            problems.add(path + ": the file cannot be read; it must be a TOML file in UTF-8");
        }
        return values;
    }

    private static void collect(String key, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(key + "." + field.getKey().replace('_', '-'), field.getValue(), values));
        } else if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asText()));
            values.put(key, String.join(",", items));
        } else {
            values.put(key, node.asText());
        }
    }
}
