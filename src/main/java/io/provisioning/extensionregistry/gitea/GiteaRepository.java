package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * One repository as the API sends it, as far as we read it.
 *
 * @param id unique within the Gitea; never null
 * @param name never null
 * @param fullName owner and name with a slash between; null if not sent
 * @param description null or empty if there is none
 * @param htmlUrl the server's own public address of it; null if not sent
 * @param empty whether it has no commit
 * @param hasReleases false if its releases are switched off, which makes the API answer 403 for them; null in old
 *     versions, which send nothing
 * @param releaseCounter releases without drafts and bare tags, pre-releases included; null if not sent
 * @param topics never null; some old versions send null
 * @param owner null if not sent
 * @param updatedAt as sent; moves with pushes, but not with a release for a tag that exists. Null if not sent
 */
public record GiteaRepository(
        Long id,
        String name,
        @JsonProperty("full_name") String fullName,
        String description,
        @JsonProperty("html_url") String htmlUrl,
        boolean empty,
        @JsonProperty("has_releases") Boolean hasReleases,
        @JsonProperty("release_counter") Integer releaseCounter,
        List<String> topics,
        GiteaUser owner,
        @JsonProperty("updated_at") String updatedAt) {

    public GiteaRepository {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        topics = topics == null
                ? List.of()
                : topics.stream().filter(t -> t != null && !t.isBlank()).toList();
    }

    /** Whether a call for its releases can yield any. */
    public boolean mayHaveReleases() {
        return !releasesOff() && !empty && (releaseCounter == null || releaseCounter > 0);
    }

    /** Whether its releases are switched off. */
    boolean releasesOff() {
        return Boolean.FALSE.equals(hasReleases);
    }
}
