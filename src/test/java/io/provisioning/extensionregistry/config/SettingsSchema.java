package io.provisioning.extensionregistry.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON Schema of {@code config.toml}, made of the keys and of what is documented of them. */
final class SettingsSchema {
    private static final Set<String> LISTS =
            Set.of("sources", "trusted-proxies", "cors-origins", "redirect-hosts", "repositories");
    private static final Map<String, List<String>> CHOICES = Map.of(
            "kind", List.of("gitea", "oci"),
            "discovery", List.of("auto", "catalog", "static"),
            "mode", List.of("off", "read-through", "offline"),
            "format", List.of("text", "json"));

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> meanings = new LinkedHashMap<>();

    SettingsSchema() throws IOException {
        List<String> comment = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("application.properties"))) {
            if (line.startsWith("#")) {
                comment.add(line.substring(1).strip());
            } else {
                if (line.startsWith(Keys.PREFIX)) {
                    meanings.put(
                            line.substring(0, line.indexOf('=')),
                            String.join(" ", comment).replaceAll("\\s*Default: .*", ""));
                }
                comment.clear();
            }
        }
    }

    ObjectNode make() {
        ObjectNode schema = json.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "config.toml of extension-registry");
        schema.put("type", "object");
        schema.putObject("properties");
        Keys.FIXED.forEach((key, value) -> add(schema, key, value));
        Keys.KINDS.stream().sorted().forEach(kind -> Keys.ofSource(kind, kind)
                .forEach((key, value) -> add(schema, key, value)));
        ObjectNode others = schema.putObject("additionalProperties");
        others.put("type", "object");
        others.put("description", "A further source: with a kind, or with a file of its id in routes/backends");
        return schema;
    }

    private void add(ObjectNode schema, String key, String value) {
        String[] parts = key.substring(Keys.PREFIX.length()).replace('-', '_').split("\\.", 2);
        String name = key.substring(key.lastIndexOf('.') + 1);
        ObjectNode place = (ObjectNode) schema.get("properties");
        if (parts.length == 2) {
            ObjectNode table = place.withObject("/" + parts[0]);
            table.put("type", "object");
            table.put("additionalProperties", false);
            place = table.withObject("/properties");
        }
        ObjectNode property = place.putObject(parts[parts.length - 1]);
        if (meanings.containsKey(key)) {
            property.put("description", meanings.get(key));
        }
        type(property, name, value);
    }

    private static void type(ObjectNode property, String name, String value) {
        if (LISTS.contains(name)) {
            property.putArray("type").add("string").add("array");
            property.putObject("items").put("type", "string");
        } else if (CHOICES.containsKey(name)) {
            property.put("type", "string");
            CHOICES.get(name).forEach(property.withArray("/enum")::add);
        } else if (value.matches("\\d+")) {
            property.put("type", "integer");
            property.put("minimum", 0);
            property.put("default", Long.parseLong(value));
        } else if (value.matches("\\d+\\.\\d+")) {
            property.put("type", "number");
            property.put("minimum", 0);
            property.put("default", Double.parseDouble(value));
        } else if (value.equals("true") || value.equals("false")) {
            property.put("type", "boolean");
            property.put("default", Boolean.parseBoolean(value));
        } else {
            property.put("type", "string");
            if (!value.isEmpty()) {
                property.put("default", value);
            }
        }
    }
}
