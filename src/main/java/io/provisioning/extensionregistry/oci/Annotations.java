package io.provisioning.extensionregistry.oci;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What annotations and labels mean.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">OCI annotations, with their older
 *     equivalents of label-schema.org</a>
 */
final class Annotations {
    private static final String OCI = "org.opencontainers.image.";
    private static final String LABEL_SCHEMA = "org.label-schema.";
    private static final String KEYWORDS = "io.artifacthub.package.keywords";
    private static final Instant EARLIEST = Instant.EPOCH;

    private Annotations() {}

    /** The annotations that say something: neither null nor blank. */
    static Map<String, String> present(Map<String, String> annotations) {
        Map<String, String> kept = new HashMap<>();
        annotations.forEach((key, value) -> {
            if (value != null && !value.isBlank()) {
                kept.put(key, value.strip());
            }
        });
        return kept;
    }

    /** Reads what the annotations say about an extension; what they do not say is null. */
    static Metadata read(Map<String, String> annotations) {
        return new Metadata(
                first(annotations, OCI + "version", LABEL_SCHEMA + "version"),
                first(annotations, OCI + "description", LABEL_SCHEMA + "description", OCI + "title"),
                first(annotations, OCI + "authors", OCI + "vendor", LABEL_SCHEMA + "vendor"),
                first(annotations, OCI + "source", OCI + "url", LABEL_SCHEMA + "vcs-url", LABEL_SCHEMA + "url"),
                instant(first(annotations, OCI + "created", LABEL_SCHEMA + "build-date")),
                keywords(annotations.get(KEYWORDS)));
    }

    /** The same of a layer, whose title is the name of its file and no description. */
    static Metadata ofLayer(Map<String, String> annotations) {
        Map<String, String> kept = new HashMap<>(annotations);
        kept.remove(OCI + "title");
        return read(kept);
    }

    /** Reads RFC 3339; null for null, for anything else and for the dates that stand for "not set". */
    static Instant instant(String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isAfter(EARLIEST) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String first(Map<String, String> annotations, String... keys) {
        return Arrays.stream(keys)
                .map(annotations::get)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static List<String> keywords(String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }
}
