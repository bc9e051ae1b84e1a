package io.provisioning.extensionregistry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which manifest a name means: the {@code index.json} of the layout. It is replaced in one step, with the lock of the
 * directory held and after reading what other processes have put there, so nobody loses another's names. A file that
 * cannot be read counts as empty, with a line in the log.
 */
public final class LayoutIndex {
    private static final Logger LOG = LoggerFactory.getLogger(LayoutIndex.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NAME = "org.opencontainers.image.ref.name";

    private final Layout layout;
    private final Trouble trouble;
    private FileStamp readFrom;
    private Map<String, LayoutEntry> known = Map.of();

    LayoutIndex(Layout layout, Trouble trouble) {
        this.layout = layout;
        this.trouble = trouble;
    }

    /** What a name means now. */
    public Optional<LayoutEntry> find(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    /** All names, in the order of the alphabet. */
    public List<LayoutEntry> all() {
        return List.copyOf(entries().values());
    }

    /**
     * Gives a manifest a name, and takes it from the one that had it. Its blob should be in the store already.
     *
     * @return whether it lasts; if not, {@link ContentStore#condition} says why
     */
    public boolean put(LayoutEntry entry) {
        return change(entries -> entries.put(entry.name(), entry));
    }

    /** Takes a name away. */
    public boolean remove(String name) {
        return change(entries -> entries.remove(name));
    }

    private interface Change {
        void on(Map<String, LayoutEntry> entries);
    }

    private synchronized boolean change(Change change) {
        if (layout == null) {
            return false;
        }
        try {
            StoreLock.holding(layout.lock(), () -> {
                layout.create();
                Map<String, LayoutEntry> entries = new TreeMap<>(entries());
                change.on(entries);
                if (!entries.equals(known)) {
                    layout.replace(layout.index(), toJson(entries));
                    readFrom = FileStamp.of(layout.index());
                    known = entries;
                }
                return true;
            });
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            trouble.met(e);
            return false;
        }
    }

    private synchronized Map<String, LayoutEntry> entries() {
        if (layout == null) {
            return Map.of();
        }
        try {
            FileStamp stamp = FileStamp.of(layout.index());
            if (!stamp.equals(readFrom)) {
                known = read(Files.readAllBytes(layout.index()));
                readFrom = stamp;
            }
        } catch (NoSuchFileException e) {
            known = Map.of();
        } catch (IOException e) {
            trouble.met(e);
        }
        return known;
    }

    private Map<String, LayoutEntry> read(byte[] json) {
        Map<String, LayoutEntry> entries = new TreeMap<>();
        try {
            for (JsonNode manifest : MAPPER.readTree(json).path("manifests")) {
                Map<String, String> annotations = new LinkedHashMap<>();
                manifest.path("annotations")
                        .properties()
                        .forEach(each ->
                                annotations.put(each.getKey(), each.getValue().asText()));
                String name = annotations.remove(NAME);
                if (name != null && manifest.hasNonNull("mediaType") && manifest.hasNonNull("digest")) {
                    entries.put(
                            name,
                            new LayoutEntry(
                                    name,
                                    manifest.get("mediaType").asText(),
                                    manifest.get("digest").asText(),
                                    manifest.path("size").asLong(),
                                    annotations));
                }
            }
        } catch (IOException e) {
            LOG.warn("{} is ignored: it cannot be read as JSON", layout.index());
        }
        return entries;
    }

    private static byte[] toJson(Map<String, LayoutEntry> entries) throws JsonProcessingException {
        ObjectNode index = MAPPER.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", "application/vnd.oci.image.index.v1+json");
        ArrayNode manifests = index.putArray("manifests");
        for (LayoutEntry entry : entries.values()) {
            ObjectNode manifest = manifests.addObject();
            manifest.put("mediaType", entry.mediaType()).put("digest", entry.digest());
            manifest.put("size", entry.size());
            ObjectNode annotations = manifest.putObject("annotations");
            annotations.put(NAME, entry.name());
            new TreeMap<>(entry.annotations()).forEach(annotations::put);
        }
        return MAPPER.writeValueAsBytes(index);
    }
}
