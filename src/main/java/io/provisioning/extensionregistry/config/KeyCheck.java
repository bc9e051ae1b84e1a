package io.provisioning.extensionregistry.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that mean nothing: most are typing errors, and what they were meant to change would not change. */
final class KeyCheck {
    private final Layers layers;
    private final SourceIds ids;
    private final Map<String, String> resolved;
    private final Set<String> known;

    /**
     * A check of all layers.
     *
     * @param resolved holds the keys that are known; gets those of drop-in sources
     */
    KeyCheck(Layers layers, SourceIds ids, Map<String, String> resolved) {
        this.layers = layers;
        this.ids = ids;
        this.resolved = resolved;
        this.known = new TreeSet<>(resolved.keySet());
        // Their keys stand in the documented file even if they are not listed or are of the other kind.
        Keys.KINDS.forEach(kind -> known.addAll(Keys.ofSource(kind, kind).keySet()));
    }

    /** Unknown keys in files and {@code -D} are problems, unknown variables are warnings. */
    void run(List<String> problems) {
        for (String key : layers.keys()) {
            if (isOfDropIn(key)) {
                resolved.putIfAbsent(key, layers.value(key));
            } else if (!known.contains(key) && !key.equals(Keys.CONFIG)) {
                problems.add(Values.shown("", key) + ": there is no such key; " + hint(key));
            }
        }
        Set<String> names = new HashSet<>(Set.of(Keys.environmentName(Keys.CONFIG)));
        known.forEach(key -> names.add(Keys.environmentName(key)));
        for (String name : layers.environmentNames()) {
            if (!names.contains(name) && !isOfDropInVariable(name)) {
                layers.warnings()
                        .add(name + " is none of our variables"
                                + Nearest.to(name, names)
                                        .map(near -> "; the nearest is " + near)
                                        .orElse(""));
            }
        }
    }

    private String hint(String key) {
        String[] parts = key.split("\\.", 3);
        boolean otherSource = parts.length == 3
                && !Keys.RESERVED.contains(parts[1])
                && Keys.KINDS.stream().anyMatch(kind -> known.contains(Keys.PREFIX + kind + "." + parts[2]));
        String near = "the nearest is " + Nearest.to(key, known).orElse(Keys.SOURCES);
        return otherSource && !ids.listed().contains(parts[1])
                ? near + "; or list " + parts[1] + " in " + Keys.SOURCES
                : near;
    }

    private boolean isOfDropIn(String key) {
        String[] parts = key.split("\\.", 3);
        return parts.length == 3 && ids.dropIns().contains(parts[1]) && !known.contains(key);
    }

    private boolean isOfDropInVariable(String name) {
        return ids.dropIns().stream().anyMatch(id -> name.startsWith(Keys.environmentName(Keys.PREFIX + id + ".")));
    }
}
