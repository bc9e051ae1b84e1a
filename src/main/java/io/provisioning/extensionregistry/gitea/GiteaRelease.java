package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One release as the API sends it, as far as we read it.
 *
 * @param id unique within the Gitea; never null
 * @param tagName any git reference; never null, empty only for a draft
 * @param name its title; null or empty if there is none
 * @param tarballUrl the server's own public address of the source archive; null if not sent
 * @param draft whether it is not published; only those who may write see such
 * @param prerelease the publisher's own mark
 * @param createdAt as sent, see {@link GiteaTime}
 * @param publishedAt as sent, see {@link GiteaTime}; the same as {@code createdAt} in all known versions
 * @param author null if not sent
 * @param assets never null
 */
public record GiteaRelease(
        Long id,
        @JsonProperty("tag_name") String tagName,
        String name,
        @JsonProperty("tarball_url") String tarballUrl,
        boolean draft,
        boolean prerelease,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("published_at") String publishedAt,
        GiteaUser author,
        List<GiteaAttachment> assets) {

    public GiteaRelease {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tagName, "tag_name");
        assets = assets == null ? List.of() : List.copyOf(assets);
    }

    /** When it was published; null if the server does not say. */
    Instant date() {
        Instant published = GiteaTime.parse(publishedAt);
        return published != null ? published : GiteaTime.parse(createdAt);
    }
}
