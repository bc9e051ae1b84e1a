package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.List;
import java.util.Map;

/**
 * An image manifest, an index, or their Docker schema 2 forms.
 *
 * @param schemaVersion 2, or 0 where it is missing; Docker's schema 1 has another layout
 * @param mediaType null if the document does not say
 * @param config never null
 * @param layers empty for an index; called {@code blobs} in the short-lived artifact manifest
 * @param manifests null for anything but an index
 * @param annotations empty if there are none
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI Image Manifest</a>
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI Image Index</a>
 */
record OciManifest(
        int schemaVersion,
        String mediaType,
        OciDescriptor config,
        @JsonAlias("blobs") List<OciDescriptor> layers,
        List<OciDescriptor> manifests,
        Map<String, String> annotations) {

    OciManifest {
        config = OciDescriptor.orNone(config);
        layers = layers == null
                ? List.of()
                : layers.stream().map(OciDescriptor::orNone).toList();
        manifests = manifests == null
                ? null
                : manifests.stream().map(OciDescriptor::orNone).toList();
        annotations = annotations == null ? Map.of() : Annotations.present(annotations);
    }

    /**
     * Reads a document.
     *
     * @throws SourceException {@code invalid_answer} if it is not JSON of that shape
     */
    static OciManifest read(byte[] json) throws SourceException {
        return Json.read(json, new TypeReference<OciManifest>() {});
    }

    /**
     * Whether it is an index.
     *
     * @param contentType what the reply says of it; empty if unknown
     */
    boolean isIndex(String contentType) {
        String type = type(contentType);
        return MediaTypes.isIndex(type) || !MediaTypes.isManifest(type) && schemaVersion != 1 && manifests != null;
    }

    /**
     * Whether it is a manifest that we can read. Types that say nothing, such as {@code application/json}, do not
     * matter then; one that says something else does.
     *
     * @param contentType what the reply says of it; empty if unknown
     */
    boolean isManifest(String contentType) {
        String type = type(contentType);
        boolean telling = type.contains("manifest.") || type.contains("index.");
        return schemaVersion != 1 && !isIndex(contentType) && (MediaTypes.isManifest(type) || !telling);
    }

    private String type(String contentType) {
        return MediaTypes.bare(mediaType == null || mediaType.isBlank() ? contentType : mediaType);
    }
}
