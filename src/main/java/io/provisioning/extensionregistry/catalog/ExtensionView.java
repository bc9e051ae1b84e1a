package io.provisioning.extensionregistry.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.List;
import java.util.Optional;

/** An extension as the API shows it. What is not known is left out. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "name",
    "type",
    "version",
    "description",
    "author",
    "repository",
    "source",
    "published_at",
    "download_url",
    "checksum",
    "size",
    "tags",
    "url",
    "sources",
    "mutated"
})
public record ExtensionView(
        String name,
        String type,
        String version,
        String description,
        String author,
        String repository,
        String source,
        @JsonProperty("published_at") String publishedAt,
        @JsonProperty("download_url") String downloadUrl,
        String checksum,
        Long size,
        List<String> tags,
        String url,
        List<SourceVersion> sources,
        Boolean mutated) {

    /** The view of the source that stands for all. */
    public static ExtensionView of(MergedExtension extension, Addresses addresses) {
        SourceExtension shown = extension.shown();
        Optional<Artifact> artifact = extension.latest().download();
        return new ExtensionView(
                extension.id().name(),
                extension.id().type().wireName(),
                extension.latest().version().text(),
                shown.description(),
                shown.author(),
                shown.repository(),
                shown.source(),
                Rfc3339.text(extension.publishedAt()),
                artifact.map(Artifact::downloadUrl).orElse(null),
                artifact.flatMap(Artifact::knownChecksum)
                        .map(Checksum::toString)
                        .orElse(null),
                artifact.map(Artifact::size).orElse(null),
                shown.tags(),
                addresses.of(extension.id(), extension.latest().version()),
                extension.sources(),
                null);
    }

    /** The same of an extension whose file was replaced, under the version that is shown, since it was first seen. */
    ExtensionView asMutated() {
        return new ExtensionView(
                name,
                type,
                version,
                description,
                author,
                repository,
                source,
                publishedAt,
                downloadUrl,
                checksum,
                size,
                tags,
                url,
                sources,
                true);
    }
}
