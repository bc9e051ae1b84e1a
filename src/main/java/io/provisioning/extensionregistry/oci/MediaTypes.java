package io.provisioning.extensionregistry.oci;

import java.util.Locale;
import java.util.Set;

/** The media types that mean something to us. */
final class MediaTypes {
    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String OCI_IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String DOCKER_IMAGE_CONFIG = "application/vnd.docker.container.image.v1+json";
    static final String HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json";
    static final String HELM_CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    static final String FLUX_CONTENT = "application/vnd.cncf.flux.content.v1.tar+gzip";
    static final String TIMONI_CONTENT = "application/vnd.timoni.content.v1.tar+gzip";

    /** Every kind of manifest that we can read, for the {@code Accept} header. */
    static final String ACCEPT = String.join(", ", OCI_INDEX, OCI_MANIFEST, OCI_ARTIFACT, DOCKER_LIST, DOCKER_MANIFEST);

    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);
    private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, OCI_ARTIFACT, DOCKER_MANIFEST);
    private static final Set<String> IMAGE_CONFIGS = Set.of(OCI_IMAGE_CONFIG, DOCKER_IMAGE_CONFIG);

    private MediaTypes() {}

    /** The type without its parameters, in lower case. */
    static String bare(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    static boolean isManifest(String mediaType) {
        return MANIFESTS.contains(mediaType);
    }

    static boolean isImageConfig(String mediaType) {
        return IMAGE_CONFIGS.contains(mediaType);
    }
}
