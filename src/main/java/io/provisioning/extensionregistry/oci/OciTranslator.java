package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Manifests to versions, versions to extensions, extensions to the source's answer. */
public final class OciTranslator {
    private static final Comparator<OciVersion> LATEST_FIRST = Comparator.comparing(
                    (OciVersion each) -> each.version().isStable() ? 0 : 1)
            .thenComparing(OciVersion::version);

    OciTranslator() {}

    /** The version that a tag and its content make. */
    public static OciVersion version(SourceSettings settings, TaggedVersion tagged, OciDocument document) {
        if (document.problem() != null) {
            return OciVersion.skipped(document.problem());
        }
        boolean image = LayerChoice.isImage(document.manifest());
        OciDescriptor layer = image ? null : LayerChoice.of(document.manifest()).orElse(null);
        if (!image && layer == null) {
            return OciVersion.skipped(OciSkip.NO_CONTENT);
        }
        Metadata metadata = document.metadata();
        Artifact artifact = image ? null : artifact(settings, document.repository(), layer);
        return new OciVersion(
                new ExtensionVersion(shown(tagged, metadata), tagged.tag(), metadata.created(), false, artifact, image),
                metadata,
                null,
                document.digest());
    }

    /**
     * The extension that a repository holds.
     *
     * @param versions all that is known of its tags; the extension is described as its latest version is
     */
    public static OciFinding finding(SourceSettings settings, OciRepository repository, List<OciVersion> versions) {
        Map<OciSkip, Integer> skipped = new EnumMap<>(OciSkip.class);
        versions.stream()
                .filter(each -> each.skipped() != null)
                .forEach(each -> skipped.merge(each.skipped(), 1, Integer::sum));
        List<OciVersion> usable =
                versions.stream().filter(each -> each.version() != null).toList();
        if (usable.isEmpty()) {
            return skipped.isEmpty() ? OciFinding.nothing(OciSkip.NO_VERSION) : new OciFinding(null, skipped);
        }
        Metadata described = usable.stream().min(LATEST_FIRST).orElseThrow().metadata();
        String home =
                described.repository() == null ? settings.url() + "/" + repository.path() : described.repository();
        return new OciFinding(
                new SourceExtension(
                        settings.id(),
                        repository.id(),
                        described.description(),
                        described.author(),
                        home,
                        described.keywords(),
                        usable.stream().map(OciVersion::version).toList()),
                skipped);
    }

    /** A repository that the registry does not have. */
    public static OciFinding notFound() {
        return OciFinding.nothing(OciSkip.NOT_FOUND);
    }

    /**
     * A tag whose manifest is too long, is not what its digest says, or cannot be read.
     *
     * @throws Exception what was thrown, if it is the registry's failure and not the manifest's
     */
    public static OciVersion unusable(Exception thrown) throws Exception {
        OciFailures.only(Reason.INVALID_ANSWER, thrown);
        return OciVersion.skipped(OciSkip.INVALID_MANIFEST);
    }

    /**
     * The answer to {@code ping}.
     *
     * @throws SourceException {@code invalid_answer} if this is no registry
     */
    public static BackendAnswer alive(String source, SourceReply reply) throws SourceException {
        if (!reply.isSuccess()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the address answered " + reply.status() + ", not a registry");
        }
        return BackendAnswer.catalog(source, List.of(), Map.of());
    }

    /** The answer to {@code list}. */
    public static BackendAnswer catalog(String source, OciRepositories repositories, List<OciFinding> findings) {
        Map<String, Integer> skipped = new TreeMap<>();
        repositories.skipped().forEach((why, count) -> skipped.merge(why.word(), count, Integer::sum));
        findings.forEach(
                each -> each.skipped().forEach((why, count) -> skipped.merge(why.word(), count, Integer::sum)));
        List<SourceExtension> extensions = findings.stream()
                .map(OciFinding::extension)
                .filter(each -> each != null)
                .toList();
        return BackendAnswer.catalog(source, extensions, skipped);
    }

    /**
     * The answer to {@code find} and {@code versions}.
     *
     * @throws SourceException {@code invalid_answer} if there may be a version, but what the registry sent cannot be
     *     used: that is not the same as having none
     */
    public static BackendAnswer one(String source, OciFinding finding) throws SourceException {
        if (finding.extension() != null) {
            return BackendAnswer.found(finding.extension());
        }
        if (finding.skipped().containsKey(OciSkip.INVALID_MANIFEST)) {
            throw new SourceException(Reason.INVALID_ANSWER, "no manifest of the repository can be used");
        }
        return BackendAnswer.absent(source);
    }

    private static Version shown(TaggedVersion tagged, Metadata metadata) {
        if (tagged.version() != null) {
            return tagged.version();
        }
        return TagVersions.version(metadata.version() == null ? tagged.tag() : metadata.version());
    }

    private static Artifact artifact(SourceSettings settings, String repository, OciDescriptor layer) {
        return new Artifact(
                layer.title(),
                layer.mediaType().isEmpty() ? null : layer.mediaType(),
                Math.max(0, layer.size()),
                Checksum.parse(layer.digest()).orElse(null),
                OciRequests.blob(settings, repository, layer.digest()).toString(),
                repository + "@" + layer.digest(),
                null);
    }
}
