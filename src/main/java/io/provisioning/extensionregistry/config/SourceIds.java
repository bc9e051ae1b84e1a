package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which sources there are.
 *
 * @param listed as {@code registry.sources} has them
 * @param dropIns the ids of sources that are one file of routes, listed or not
 */
record SourceIds(List<String> listed, Set<String> dropIns) {
    static final String GRAMMAR = "[a-z][a-z0-9-]{0,31}";
    private static final String SUFFIX = ".camel.yaml";

    /** Reads the list and the folder of routes; ids that cannot be used are problems. */
    static SourceIds read(Values values, Path routes) {
        List<String> listed = values.list(
                Keys.SOURCES,
                id -> id.matches(GRAMMAR) && !Keys.RESERVED.contains(id),
                "source ids that match " + GRAMMAR + " and are none of " + new TreeSet<>(Keys.RESERVED));
        if (new HashSet<>(listed).size() < listed.size()) {
            values.bad(Keys.SOURCES, "a list without repetition");
        }
        return new SourceIds(listed, dropIns(routes));
    }

    /** The kind of a source; empty if it has none or is a drop-in. */
    String kind(String id, Layers layers) {
        String kind = layers.value(Keys.PREFIX + id + ".kind");
        return kind.isEmpty() && Keys.KINDS.contains(id) ? id : kind;
    }

    private static Set<String> dropIns(Path routes) {
        Set<String> ids = new TreeSet<>();
        Path backends = routes == null ? null : routes.resolve("backends");
        if (backends != null && Files.isDirectory(backends)) {
            try (Stream<Path> files = Files.list(backends)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(SUFFIX))
                        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                        .filter(Settings::isSourceId)
                        .forEach(ids::add);
            } catch (IOException e) {
                // Whoever loads the routes says so.
            }
        }
        return ids;
    }
}
