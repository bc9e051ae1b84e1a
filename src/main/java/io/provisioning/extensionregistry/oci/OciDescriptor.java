package io.provisioning.extensionregistry.oci;

import java.util.List;
import java.util.Map;

/**
 * A pointer to content: config, layer or a manifest of an index.
 *
 * @param mediaType empty if it is missing
 * @param digest empty if it is missing
 * @param size in bytes; 0 if it is missing
 * @param annotations empty if there are none
 * @param urls where the content lies outside the registry; empty for ordinary content. Never fetched
 * @param data the content itself in Base64; null if it is not embedded
 * @param platform only in an index; null if it is not said
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">OCI Content Descriptors</a>
 */
record OciDescriptor(
        String mediaType,
        String digest,
        long size,
        Map<String, String> annotations,
        List<String> urls,
        String data,
        OciPlatform platform) {

    static final String TITLE = "org.opencontainers.image.title";

    private static final OciDescriptor NONE = new OciDescriptor("", "", 0, null, null, null, null);
    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final String EMPTY_OBJECT =
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    OciDescriptor {
        mediaType = mediaType == null ? "" : MediaTypes.bare(mediaType);
        digest = digest == null ? "" : digest;
        annotations = annotations == null ? Map.of() : Annotations.present(annotations);
        urls = urls == null ? List.of() : urls;
    }

    static OciDescriptor orNone(OciDescriptor descriptor) {
        return descriptor == null ? NONE : descriptor;
    }

    /** The layer's title, usually a file name; null if there is none. */
    String title() {
        return annotations.get(TITLE);
    }

    /** Whether it stands for "no content". */
    boolean isEmpty() {
        return size == 0 || mediaType.equals(EMPTY_TYPE) || digest.equals(EMPTY_OBJECT);
    }

    /** Whether the content is not meant to come from the registry. */
    boolean isForeign() {
        return !urls.isEmpty() || mediaType.contains("nondistributable") || mediaType.contains(".foreign.");
    }
}
