package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which route files are loaded: those that came in the jar, and those of a folder beside it. A file of the folder takes
 * the place of the one in the jar that has the same path below {@code routes}.
 */
public final class RouteFiles {
    private static final String ENDING = ".camel.yaml";
    private static final String ROOT = "routes";

    private RouteFiles() {}

    /**
     * The locations for Camel's {@code routesIncludePattern}.
     *
     * @param folder need not exist
     * @return path below {@code routes} to location, sorted; never empty in a whole jar
     */
    public static Map<String, String> locations(Path folder) {
        Map<String, String> locations = new TreeMap<>();
        packaged().forEach(path -> locations.put(path, "classpath:" + ROOT + "/" + path));
        if (Files.isDirectory(folder)) {
            below(folder).forEach(path -> locations.put(path, "file:" + folder.resolve(path)));
        }
        return locations;
    }

    private static Set<String> packaged() {
        var url = RouteFiles.class.getClassLoader().getResource(ROOT + "/api");
        if (url == null) {
            return Set.of();
        }
        try {
            URI uri = url.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return below(Path.of(uri).getParent());
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return below(jar.getPath("/" + ROOT));
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("the routes in the jar cannot be read", e);
        }
    }

    private static Set<String> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(ENDING))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }
}
