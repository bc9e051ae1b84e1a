package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The config blob, asked only where annotations say too little. It is a help, never a duty: what cannot be read says
 * nothing.
 */
final class OciConfig {
    /** A larger one is not read. */
    static final int MAX_BYTES = 1 << 20;

    private OciConfig() {}

    /** Whether the config could tell what the annotations do not. */
    static boolean isWorthReading(OciManifest manifest, Metadata annotated) {
        OciDescriptor config = manifest.config();
        if (config.isEmpty() || config.size() > MAX_BYTES || config.digest().isEmpty()) {
            return false;
        }
        boolean poor = annotated.description() == null || annotated.created() == null;
        return MediaTypes.isImageConfig(config.mediaType())
                ? poor
                : config.mediaType().equals(MediaTypes.HELM_CONFIG) && annotated.description() == null;
    }

    /** Reads the config of a container image or a Helm chart. */
    static Metadata read(String mediaType, byte[] json) {
        try {
            JsonNode root = Json.read(json, new TypeReference<JsonNode>() {});
            return mediaType.equals(MediaTypes.HELM_CONFIG) ? helm(root) : image(root);
        } catch (SourceException e) {
            return Metadata.NONE;
        }
    }

    private static Metadata image(JsonNode root) {
        Map<String, String> labels = new HashMap<>();
        root.path("config").path("Labels").properties().forEach(label -> {
            if (label.getValue().isTextual()) {
                labels.put(label.getKey(), label.getValue().textValue());
            }
        });
        return Annotations.read(Annotations.present(labels))
                .orElse(new Metadata(
                        null, null, text(root, "author"), null, Annotations.instant(text(root, "created")), List.of()));
    }

    private static Metadata helm(JsonNode root) {
        List<String> keywords = new ArrayList<>();
        root.path("keywords").forEach(word -> keywords.add(word.asText()));
        JsonNode maintainer = root.path("maintainers").path(0);
        String source = root.path("sources").path(0).textValue();
        return new Metadata(
                text(root, "version"),
                text(root, "description"),
                text(maintainer, "name"),
                source == null ? text(root, "home") : source,
                null,
                keywords);
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).textValue();
        return text == null || text.isBlank() ? null : text;
    }
}
