package io.provisioning.extensionregistry.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes manifests, indexes and descriptors as publishers' tools do. */
public final class OciDocuments {
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String EMPTY = "application/vnd.oci.empty.v1+json";
    public static final String TITLE = "org.opencontainers.image.title";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private OciDocuments() {}

    /** {@code sha256:} and the digest. */
    public static String digest(byte[] bytes) {
        return "sha256:" + TarGz.sha256(bytes);
    }

    /** Points to content. */
    public static Map<String, Object> descriptor(String mediaType, byte[] content, Map<String, ?> annotations) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", mediaType);
        descriptor.put("digest", digest(content));
        descriptor.put("size", content.length);
        if (!annotations.isEmpty()) {
            descriptor.put("annotations", annotations);
        }
        return descriptor;
    }

    /** A layer that is a file. */
    public static Map<String, Object> file(String title, byte[] content) {
        return descriptor(LAYER, content, Map.of(TITLE, title));
    }

    /** An image manifest. */
    public static byte[] manifest(
            Map<String, Object> config, List<Map<String, Object>> layers, Map<String, ?> annotations) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST);
        manifest.put("config", config);
        manifest.put("layers", layers);
        if (!annotations.isEmpty()) {
            manifest.put("annotations", annotations);
        }
        return json(manifest);
    }

    /** A manifest that says something of another one. */
    public static byte[] referring(byte[] subject, String artifactType, byte[] layer) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST);
        manifest.put("artifactType", artifactType);
        manifest.put("config", emptyConfig());
        manifest.put("layers", List.of(descriptor(artifactType, layer, Map.of())));
        manifest.put("subject", descriptor(MANIFEST, subject, Map.of()));
        manifest.put("annotations", Map.of("org.example.made-by", "test"));
        return json(manifest);
    }

    /** What a list of referrers says of such a manifest. */
    public static Map<String, Object> referrer(byte[] manifest) {
        try {
            Map<String, Object> descriptor = descriptor(MANIFEST, manifest, Map.of());
            descriptor.put(
                    "artifactType", JSON.readTree(manifest).path("artifactType").asText());
            descriptor.put(
                    "annotations", JSON.convertValue(JSON.readTree(manifest).path("annotations"), Map.class));
            return descriptor;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An index. */
    public static byte[] index(List<Map<String, Object>> manifests, Map<String, ?> annotations) {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", INDEX);
        index.put("manifests", manifests);
        if (!annotations.isEmpty()) {
            index.put("annotations", annotations);
        }
        return json(index);
    }

    /** An entry of an index for a platform. */
    public static Map<String, Object> entry(byte[] manifest, String os, String architecture) {
        Map<String, Object> entry = descriptor(MANIFEST, manifest, Map.of());
        entry.put("platform", Map.of("os", os, "architecture", architecture));
        return entry;
    }

    /** The config of an artifact that has none. */
    public static Map<String, Object> emptyConfig() {
        return descriptor(EMPTY, "{}".getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Any value as JSON. */
    public static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
