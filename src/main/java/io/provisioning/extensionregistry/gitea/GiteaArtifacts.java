package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import java.util.Optional;

/** What a release offers for download: its main file, else, if the settings say so, the archive of its source. */
final class GiteaArtifacts {
    private final GiteaAddresses addresses = new GiteaAddresses();

    /** The version that a release is. */
    GiteaVersion version(SourceSettings settings, ExtensionId id, GiteaRepository repository, GiteaRelease release) {
        Optional<GiteaAttachment> main = MainAsset.of(repository.name(), id, release);
        Artifact artifact = main.isPresent()
                ? file(settings, repository, main.get())
                : settings.sourceArchives() ? sourceArchive(settings, repository, release) : null;
        Sidecar sidecar = main.filter(asset -> artifact != null)
                .flatMap(asset -> sidecar(settings, repository, release, asset))
                .orElse(null);
        ExtensionVersion version = new ExtensionVersion(
                Version.of(release.tagName()),
                release.tagName(),
                release.date(),
                release.prerelease(),
                artifact,
                false);
        return new GiteaVersion(release, version, sidecar);
    }

    /** Null if the server gives no address for it. */
    private Artifact file(SourceSettings settings, GiteaRepository repository, GiteaAttachment asset) {
        return addresses
                .rebase(settings, repository, asset.downloadUrl())
                .map(location -> new Artifact(
                        asset.name(),
                        ArchiveType.of(asset.name()).orElseThrow().mediaType(),
                        asset.size(),
                        null,
                        asset.downloadUrl(),
                        location.toString(),
                        asset.uuid() == null ? null : asset.uuid() + ":" + asset.size()))
                .orElse(null);
    }

    /** Its size is not known before it is made, and its bytes may change whenever it is made anew. */
    private Artifact sourceArchive(SourceSettings settings, GiteaRepository repository, GiteaRelease release) {
        return addresses
                .rebase(settings, repository, release.tarballUrl())
                .map(location -> new Artifact(
                        null,
                        ArchiveType.TAR_GZ.mediaType(),
                        null,
                        null,
                        release.tarballUrl(),
                        location.toString(),
                        null))
                .orElse(null);
    }

    private Optional<Sidecar> sidecar(
            SourceSettings settings, GiteaRepository repository, GiteaRelease release, GiteaAttachment main) {
        return ChecksumFiles.of(repository.name(), release, main)
                .filter(file -> file.uuid() != null)
                .flatMap(file -> addresses
                        .rebase(settings, repository, file.downloadUrl())
                        .map(location -> new Sidecar(
                                release.tagName(),
                                main.name(),
                                file.uuid(),
                                location,
                                ChecksumFiles.isOwn(file, main))));
    }
}
