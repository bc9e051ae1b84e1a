package io.provisioning.extensionregistry.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A route or a route template as it is written.
 *
 * @param file below {@code routes}
 * @param id as written; null if it has none
 * @param description null if it has none
 * @param uri what it consumes from
 * @param steps its list of steps
 * @param template whether instances are made of it, with {@code {{source}}} for the template's kind
 */
public record RouteSource(String file, String id, String description, String uri, JsonNode steps, boolean template) {
    public static final Path FOLDER = Path.of("routes");

    private static final YAMLMapper YAML = new YAMLMapper();

    /** Every route file by its path below {@code routes}. */
    public static Map<String, JsonNode> files() {
        Map<String, JsonNode> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            for (Path path : paths.filter(each -> each.toString().endsWith(".camel.yaml"))
                    .toList()) {
                files.put(FOLDER.relativize(path).toString().replace('\\', '/'), YAML.readTree(path.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** All routes and route templates. */
    public static List<RouteSource> all() {
        List<RouteSource> routes = new ArrayList<>();
        files().forEach((file, items) -> items.forEach(item -> {
            if (item.has("route")) {
                routes.add(of(file, item.get("route"), item.get("route"), false));
            } else if (item.has("routeTemplate")) {
                routes.add(of(
                        file,
                        item.get("routeTemplate"),
                        item.get("routeTemplate").path("route"),
                        true));
            }
        }));
        return routes;
    }

    private static RouteSource of(String file, JsonNode outer, JsonNode route, boolean template) {
        JsonNode description = outer.has("description") ? outer.get("description") : route.get("description");
        JsonNode from = route.path("from");
        return new RouteSource(
                file,
                outer.path("id").asText(null),
                description == null ? null : description.asText(),
                from.path("uri").asText(),
                from.path("steps"),
                template);
    }

    /** What stands before the dot of the id: what {@code {{source}}} becomes in it. */
    public String kind() {
        return id.substring(0, id.indexOf('.'));
    }

    /** A text of this route, with the kind in the place of the parameter. */
    public String resolve(String text) {
        return template ? text.replace("{{source}}", kind()) : text;
    }

    /** All steps, those within others included. */
    public List<Step> allSteps() {
        List<Step> found = new ArrayList<>();
        collect(steps, 1, found);
        return found;
    }

    /** One step: its name in the DSL, what is said of it, and how deep it stands, 1 for outermost. */
    public record Step(String name, JsonNode content, int depth) {}

    private static void collect(JsonNode list, int depth, List<Step> found) {
        list.forEach(item -> item.properties().forEach(step -> {
            found.add(new Step(step.getKey(), step.getValue(), depth));
            within(step.getValue(), depth, found);
        }));
    }

    private static void within(JsonNode content, int depth, List<Step> found) {
        content.properties().forEach(field -> {
            if (field.getKey().equals("steps")) {
                collect(field.getValue(), depth + 1, found);
            } else if (field.getValue().isContainerNode()) {
                if (field.getValue().isArray()) {
                    field.getValue().forEach(each -> within(each, depth, found));
                } else {
                    within(field.getValue(), depth, found);
                }
            }
        });
    }

    @Override
    public String toString() {
        return file + " " + id;
    }
}
