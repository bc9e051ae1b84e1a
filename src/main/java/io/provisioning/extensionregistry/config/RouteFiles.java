package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which route files are loaded: those that came in the jar, and those of a folder beside it. A file of the folder takes
 * the place of the one in the jar that has the same path below {@code routes}. Those of sources that are a file of
 * their own are not among them: they come and go while the service runs.
 */
public final class RouteFiles {
    /** What names of route files end with. */
    public static final String ENDING = ".camel.yaml";

    /** The folder of the sources below that of all routes. */
    public static final String DROP_INS = "backends";

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
        inFolder(folder).stream()
                .filter(path -> locations.containsKey(path) || !isDropIn(path))
                .forEach(path -> locations.put(path, "file:" + folder.resolve(path)));
        return locations;
    }

    /** Whether there is a file at this path below {@code routes} in the jar, which one in the folder replaces. */
    public static boolean isPackaged(String path) {
        return packaged().contains(path);
    }

    /** Whether a file of the folder is the one in the jar, byte for byte; it then changes nothing. */
    public static boolean isSameAsPackaged(Path folder, String path) {
        try (InputStream packaged = RouteFiles.class.getResourceAsStream("/" + ROOT + "/" + path)) {
            return packaged != null && Arrays.equals(packaged.readAllBytes(), Files.readAllBytes(folder.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be read", e);
        }
    }

    /** Whether a file is a source of its own, which comes and goes while the service runs. */
    public static boolean isDropIn(String path) {
        return path.startsWith(DROP_INS + "/") && path.indexOf('/', DROP_INS.length() + 1) < 0;
    }

    /** The id of the source whose file this is. */
    public static String source(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ENDING.length());
    }

    /** The route files of a folder, as paths below it; empty if there is no folder. */
    public static Set<String> inFolder(Path folder) {
        return Files.isDirectory(folder) ? below(folder) : Set.of();
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
