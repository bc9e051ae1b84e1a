package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is known of a tag's content: its manifest, and what had to be read beside it. A step at a time: reply, child of
 * an index, config.
 *
 * @param repository the repository's name
 * @param digest of what the tag names; null if it names nothing that can be read
 * @param index the index that the tag names; null if it names a manifest
 * @param manifest the manifest; null as long as, or because, there is none
 * @param configured what the config says; {@link Metadata#NONE} as long as it is not read
 * @param problem why the content is no version; null if it is one
 */
public record OciDocument(
        String repository,
        String digest,
        OciManifest index,
        OciManifest manifest,
        Metadata configured,
        OciSkip problem) {

    private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

    /** The start: what a tag names. */
    static OciDocument tagged(String repository, String digest, OciManifest read, String contentType) {
        if (read.isIndex(contentType)) {
            OciSkip problem = child(read) == null ? OciSkip.NO_CONTENT : null;
            return new OciDocument(repository, digest, read, null, Metadata.NONE, problem);
        }
        return of(repository, digest, null, read, contentType);
    }

    /** The end: the content is no version. */
    static OciDocument unusable(String repository, OciSkip why) {
        return new OciDocument(repository, null, null, null, Metadata.NONE, why);
    }

    /** Whether the manifest must be fetched by the digest that the index names. */
    public boolean needsManifest() {
        return manifest == null && problem == null;
    }

    /** The manifest that the index stands for. */
    OciContent manifestContent(String source) throws SourceException {
        return OciContent.of(source, repository, child(index).digest(), true);
    }

    /** The same with the manifest that the index stands for; an index in an index is not followed. */
    OciDocument withManifest(byte[] json) throws SourceException {
        return of(
                repository, digest, index, OciManifest.read(json), child(index).mediaType());
    }

    /** Whether the config could tell what the annotations do not, and must be fetched. */
    public boolean needsConfig() {
        return manifest != null
                && problem == null
                && configured.equals(Metadata.NONE)
                && OciConfig.isWorthReading(manifest, annotated());
    }

    /** The config. */
    OciContent configContent(String source) throws SourceException {
        return OciContent.of(source, repository, manifest.config().digest(), false);
    }

    /** The same with what the config says. */
    OciDocument withConfig(byte[] json) {
        return new OciDocument(
                repository,
                digest,
                index,
                manifest,
                OciConfig.read(manifest.config().mediaType(), json),
                problem);
    }

    /** All that is said: by annotations of the manifest, then of the index, then by the config, then by the layers. */
    Metadata metadata() {
        Metadata layers = manifest.layers().stream()
                .map(layer -> Annotations.ofLayer(layer.annotations()))
                .reduce(Metadata.NONE, Metadata::orElse);
        return annotated().orElse(configured).orElse(layers);
    }

    private Metadata annotated() {
        Metadata own = Annotations.read(manifest.annotations());
        return index == null ? own : own.orElse(Annotations.read(index.annotations()));
    }

    private static OciDocument of(
            String repository, String digest, OciManifest index, OciManifest manifest, String type) {
        if (!manifest.isManifest(type)) {
            return unusable(repository, OciSkip.UNSUPPORTED_MANIFEST);
        }
        if (manifest.layers().stream().allMatch(layer -> layer.isEmpty() || layer.isForeign())) {
            return unusable(repository, OciSkip.NO_CONTENT);
        }
        return new OciDocument(repository, digest, index, manifest, embedded(manifest.config()), null);
    }

    /** The one entry that is content: without a platform if there is such a one, else the first. */
    private static OciDescriptor child(OciManifest index) {
        List<OciDescriptor> real = index.manifests() == null
                ? List.of()
                : index.manifests().stream()
                        .filter(Predicate.not(OciDocument::isAttestation))
                        .toList();
        return real.stream()
                .filter(entry -> entry.platform() == null)
                .findFirst()
                .or(() -> real.stream().findFirst())
                .orElse(null);
    }

    private static boolean isAttestation(OciDescriptor entry) {
        Map<String, String> annotations = entry.annotations();
        return entry.platform() != null && entry.platform().isUnknown() || annotations.containsKey(REFERENCE_TYPE);
    }

    /** What a config says that travels in the manifest itself, if it is what its digest says. */
    private static Metadata embedded(OciDescriptor config) {
        if (config.data() == null) {
            return Metadata.NONE;
        }
        try {
            byte[] json = Base64.getDecoder().decode(config.data());
            return OciContent.matches(config.digest(), json) ? OciConfig.read(config.mediaType(), json) : Metadata.NONE;
        } catch (IllegalArgumentException e) {
            return Metadata.NONE;
        }
    }
}
