package io.provisioning.extensionregistry.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.List;
import java.util.Optional;

/**
 * A version as the API shows it. What is not known is left out; {@code conflict} and {@code mutated} are there
 * only if they are true.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "version",
    "published_at",
    "download_url",
    "checksum",
    "size",
    "prerelease",
    "source",
    "sources",
    "url",
    "conflict",
    "conflict_with",
    "mutated"
})
public record VersionView(
        String version,
        @JsonProperty("published_at") String publishedAt,
        @JsonProperty("download_url") String downloadUrl,
        String checksum,
        Long size,
        boolean prerelease,
        String source,
        List<SourceVersion> sources,
        String url,
        Boolean conflict,
        @JsonProperty("conflict_with") ConflictView conflictWith,
        Boolean mutated) {

    /** What the source that serves the version has, and who else has it. */
    public static VersionView of(ExtensionId id, MergedVersion version, Addresses addresses) {
        Offer served = version.served();
        Optional<Artifact> artifact = served.version().download();
        Optional<Conflict> conflict = version.conflict();
        return new VersionView(
                version.version().text(),
                Rfc3339.text(served.version().publishedAt()),
                artifact.map(Artifact::downloadUrl).orElse(null),
                artifact.flatMap(Artifact::knownChecksum)
                        .map(Checksum::toString)
                        .orElse(null),
                artifact.map(Artifact::size).orElse(null),
                version.prerelease(),
                served.source(),
                version.sources(),
                addresses.of(id, version.version()),
                conflict.isPresent() ? Boolean.TRUE : null,
                conflict.map(ConflictView::of).orElse(null),
                null);
    }

    /** The same of a version whose file was replaced since it was first seen. */
    VersionView asMutated() {
        return new VersionView(
                version,
                publishedAt,
                downloadUrl,
                checksum,
                size,
                prerelease,
                source,
                sources,
                url,
                conflict,
                conflictWith,
                true);
    }
}
