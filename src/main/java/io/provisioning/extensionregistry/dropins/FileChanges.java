package io.provisioning.extensionregistry.dropins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What has changed in a folder since it was last looked at. A file counts when two looks in a row found the same text:
 * one that is just being copied is never taken for a whole one. Texts are compared, not times, so that a mounted
 * configuration, whose links are exchanged, is seen like an edit. Not for several threads.
 */
public final class FileChanges {
    private final Path folder;
    private final String ending;
    private final Map<String, String> taken = new HashMap<>();
    private Map<String, String> before = Map.of();

    /**
     * @param folder need not exist
     * @param ending of the names that count
     */
    public FileChanges(Path folder, String ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /**
     * One look. A file is named once for each change.
     *
     * @return file name to its text; empty if it is gone; sorted
     * @throws IOException if the folder or a file cannot be read; nothing counts as changed then
     */
    public Map<String, Optional<String>> look() throws IOException {
        Map<String, String> now = read();
        Set<String> names = new TreeSet<>(taken.keySet());
        names.addAll(now.keySet());
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        for (String name : names) {
            String text = now.get(name);
            if (Objects.equals(text, before.get(name)) && !Objects.equals(text, taken.get(name))) {
                changes.put(name, Optional.ofNullable(text));
                take(name, text);
            }
        }
        before = now;
        return changes;
    }

    /** All files as they are at this moment, without waiting for a second look; for the start. */
    public Map<String, String> first() throws IOException {
        Map<String, String> now = read();
        taken.clear();
        taken.putAll(now);
        before = now;
        return now;
    }

    private void take(String name, String text) {
        if (text == null) {
            taken.remove(name);
        } else {
            taken.put(name, text);
        }
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().endsWith(ending))
                    .toList()) {
                try {
                    texts.put(file.getFileName().toString(), Files.readString(file));
                } catch (NoSuchFileException e) {
                    // It went away between the two steps.
                } catch (java.nio.charset.CharacterCodingException e) {
                    texts.put(file.getFileName().toString(), "\uFFFD");
                }
            }
        }
        return texts;
    }
}
