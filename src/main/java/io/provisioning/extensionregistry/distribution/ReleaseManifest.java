package io.provisioning.extensionregistry.distribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest that a release has as an artifact. The same release gives the same bytes on every machine: the order of
 * the keys is fixed, annotations are sorted, and nothing is in it that changes while the release stays the same, such as
 * descriptions, keywords or counters.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage">Image
 *     manifests as artifacts</a>
 */
final class ReleaseManifest {
    static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** The config of an artifact that needs none; its descriptor has it in base64 too. */
    static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    static final Digest EMPTY_DIGEST = Digest.over(EMPTY);

    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final String EMPTY_DATA = "e30=";
    private static final String ANNOTATION = "org.opencontainers.image.";
    private static final Map<String, String> LAYERS = Map.of(
            "application/gzip", "application/vnd.oci.image.layer.v1.tar+gzip",
            "application/zstd", "application/vnd.oci.image.layer.v1.tar+zstd",
            "application/x-tar", "application/vnd.oci.image.layer.v1.tar");
    private static final JsonFactory JSON = new JsonFactory();

    private ReleaseManifest() {}

    /**
     * Writes it, compact and in UTF-8.
     *
     * @param release whose file has its digest
     */
    static Content of(Release release) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, release);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] manifest = bytes.toByteArray();
        return new Content(release.source(), MEDIA_TYPE, Digest.over(manifest), manifest);
    }

    private static void write(JsonGenerator json, Release release) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", 2);
        json.writeStringField("mediaType", MEDIA_TYPE);
        json.writeStringField(
                "artifactType",
                "application/vnd.extension-registry."
                        + release.extension().id().type().wireName() + ".v1");
        json.writeObjectFieldStart("config");
        descriptor(json, EMPTY_TYPE, EMPTY_DIGEST.text(), EMPTY.length);
        json.writeStringField("data", EMPTY_DATA);
        json.writeEndObject();
        json.writeArrayFieldStart("layers");
        layer(json, release.artifact());
        json.writeEndArray();
        annotations(json, annotations(release));
        json.writeEndObject();
    }

    private static void layer(JsonGenerator json, Artifact file) throws IOException {
        String type = file.mediaType() == null ? "application/octet-stream" : file.mediaType();
        json.writeStartObject();
        descriptor(json, LAYERS.getOrDefault(type, type), file.checksum().toString(), file.size());
        if (file.fileName() != null) {
            annotations(json, Map.of(ANNOTATION + "title", file.fileName()));
        }
        json.writeEndObject();
    }

    private static void descriptor(JsonGenerator json, String type, String digest, long size) throws IOException {
        json.writeStringField("mediaType", type);
        json.writeStringField("digest", digest);
        json.writeNumberField("size", size);
    }

    private static Map<String, String> annotations(Release release) {
        SourceExtension extension = release.extension();
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(ANNOTATION + "title", extension.id().name());
        annotations.put(ANNOTATION + "version", release.version().version().text());
        if (release.version().publishedAt() != null) {
            annotations.put(
                    ANNOTATION + "created", release.version().publishedAt().toString());
        }
        if (extension.repository() != null) {
            annotations.put(ANNOTATION + "source", extension.repository());
        }
        return annotations;
    }

    private static void annotations(JsonGenerator json, Map<String, String> annotations) throws IOException {
        json.writeObjectFieldStart("annotations");
        for (Map.Entry<String, String> each : annotations.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
