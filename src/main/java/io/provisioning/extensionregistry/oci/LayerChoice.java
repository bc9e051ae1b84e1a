package io.provisioning.extensionregistry.oci;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which layer a download yields: the only one; else the one that the artifact's kind defines (Timoni, Helm, Flux); else
 * the one whose title is an archive's name, best format first; else the first archive by media type; else the first.
 */
final class LayerChoice {
    private static final Set<String> CONTENT_TYPES =
            Set.of(MediaTypes.TIMONI_CONTENT, MediaTypes.HELM_CHART, MediaTypes.FLUX_CONTENT);
    private static final String TIMONI_PART = "sh.timoni.content.type";
    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".tar.zst", ".tar.xz", ".tar", ".zip");
    private static final Pattern ROOT_FILE_SYSTEM = Pattern.compile(
            "application/vnd\\.(oci\\.image\\.layer\\.(nondistributable\\.)?v1\\.tar|docker\\.image\\.rootfs\\.).*");
    private static final Pattern ARCHIVE_TYPE = Pattern.compile(".*(\\+gzip|\\+zstd|tar|zip).*");

    private LayerChoice() {}

    /**
     * Whether a manifest is a container image, which is not one file: its config is an image's, and its layers are a
     * file system's and carry no file names.
     */
    static boolean isImage(OciManifest manifest) {
        return MediaTypes.isImageConfig(manifest.config().mediaType())
                && manifest.layers().stream()
                        .allMatch(layer -> layer.title() == null
                                && ROOT_FILE_SYSTEM.matcher(layer.mediaType()).matches());
    }

    /** The layer to download; empty if there is none with content that can be had from the registry. */
    static Optional<OciDescriptor> of(OciManifest manifest) {
        List<OciDescriptor> layers = manifest.layers().stream()
                .filter(layer -> !layer.isEmpty() && !layer.isForeign() && OciContent.isDigest(layer.digest()))
                .toList();
        return layers.stream().min(Comparator.comparingInt(LayerChoice::rank));
    }

    /** Lower is better; among equals the first. */
    private static int rank(OciDescriptor layer) {
        if (CONTENT_TYPES.contains(layer.mediaType())) {
            String part = layer.annotations().get(TIMONI_PART);
            return part == null || part.equals("module") ? 0 : 1;
        }
        int format = format(layer.title());
        if (format >= 0) {
            return 2 + format;
        }
        boolean archive =
                layer.title() == null && ARCHIVE_TYPE.matcher(layer.mediaType()).matches();
        return 2 + ARCHIVES.size() + (archive ? 0 : 1);
    }

    private static int format(String title) {
        String name = title == null ? "" : title.toLowerCase(Locale.ROOT);
        for (int format = 0; format < ARCHIVES.size(); format++) {
            if (name.endsWith(ARCHIVES.get(format))) {
                return format;
            }
        }
        return -1;
    }
}
