package io.provisioning.extensionregistry.store;

import java.util.Map;
import java.util.Objects;

/**
 * A named manifest of the layout.
 *
 * @param name as in {@code org.opencontainers.image.ref.name}: {@code gitea/org/aws-provider:1.2.0}
 * @param size of the manifest, in bytes
 * @param annotations others than the name; null counts as none
 */
public record LayoutEntry(String name, String mediaType, String digest, long size, Map<String, String> annotations) {
    public LayoutEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(digest, "digest");
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
