package io.provisioning.extensionregistry.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of our source files.
 *
 * @param room its package below ours, for example {@code catalog}; empty for the root
 * @param name without the ending
 * @param text the whole file
 */
record JavaFile(String room, String name, String text) {
    static final Path MAIN = Path.of("src/main/java");
    static final Path TEST = Path.of("src/test/java");

    private static final String ROOT = "io/provisioning/extensionregistry";
    private static final Pattern OURS =
            Pattern.compile("io\\.provisioning\\.extensionregistry\\.([a-z]+)\\.([A-Z]\\w*)");
    private static final Pattern TYPE = Pattern.compile(
            "^(?:public |final |abstract |sealed |non-sealed )*(?:class|record|interface|enum|@interface) (\\w+)",
            Pattern.MULTILINE);

    /** All files below a source folder. */
    static List<JavaFile> below(Path folder) {
        Path root = folder.resolve(ROOT);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFile read(Path root, Path file) {
        Path room = root.relativize(file.getParent());
        String name = file.getFileName().toString().replaceFirst("\\.java$", "");
        try {
            return new JavaFile(room.toString().replace('/', '.'), name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rooms of our own that it names, in imports or anywhere else. */
    Set<String> rooms() {
        return named(match -> match.group(1));
    }

    /** Our own types in a room that it names. */
    Set<String> typesOf(String other) {
        return OURS.matcher(text)
                .results()
                .filter(match -> match.group(1).equals(other))
                .map(match -> match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> named(Function<MatchResult, String> part) {
        Set<String> names = OURS.matcher(text).results().map(part).collect(Collectors.toCollection(TreeSet::new));
        names.remove(room);
        return names;
    }

    /** The types that it declares outside of others. */
    List<String> types() {
        return TYPE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** {@code catalog.Merge}. */
    @Override
    public String toString() {
        return room.isEmpty() ? name : room + "." + name;
    }
}
