package io.provisioning.extensionregistry.dropins;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The files that were rejected, each with what its settings said then. When these say something else, what was missing may
 * be there, so the file is to be tried again. As with the files themselves, two looks in a row must find the same: a
 * configuration that is just being written is never taken for a whole one. Not for several threads.
 */
public final class PendingFiles {
    private record Pending(String text, String settings) {}

    private final Map<String, Pending> files = new TreeMap<>();
    private final Map<String, String> before = new HashMap<>();

    /**
     * A file was rejected.
     *
     * @param settings what the settings of its source said at that time
     */
    public void put(String name, String text, String settings) {
        files.put(name, new Pending(text, settings));
        before.remove(name);
    }

    /** The file is good, or gone. */
    public void remove(String name) {
        files.remove(name);
        before.remove(name);
    }

    /**
     * One look at the settings.
     *
     * @param settings what they say now, by the name of a file
     * @return file name to the text that was rejected, of those that are to be tried again
     */
    public Map<String, String> due(UnaryOperator<String> settings) {
        Map<String, String> due = new LinkedHashMap<>();
        files.forEach((name, pending) -> {
            String now = settings.apply(name);
            boolean twice = now.equals(before.put(name, now));
            if (twice && !now.equals(pending.settings())) {
                due.put(name, pending.text());
            }
        });
        return due;
    }
}
