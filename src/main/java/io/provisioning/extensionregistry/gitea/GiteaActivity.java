package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Set;

/**
 * One thing that happened, as the activity feed sends it, as far as we read it. Edits of releases and changes of their
 * files do not appear in it.
 *
 * @param id grows with time; null if not sent
 * @param opType what happened; null if not sent
 * @param repoId where; null if not sent
 * @param created as sent, see {@link GiteaTime}
 */
public record GiteaActivity(
        Long id,
        @JsonProperty("op_type") String opType,
        @JsonProperty("repo_id") Long repoId,
        String created) {
    /** What may change releases. A mirror gets its tags, and so its releases, from elsewhere. */
    private static final Set<String> OF_RELEASES = Set.of(
            "create_repo",
            "rename_repo",
            "transfer_repo",
            "push_tag",
            "delete_tag",
            "publish_release",
            "mirror_sync_push",
            "mirror_sync_create",
            "mirror_sync_delete");

    /** Whether it may have changed the releases of a repository. */
    boolean concernsReleases() {
        return repoId != null && opType != null && OF_RELEASES.contains(opType);
    }

    /**
     * Whether it is newer than what a load could see.
     *
     * @param last the newest activity of which that load knew; null if it knew none
     * @param since when that load began, by the server's clock; counts if {@code last} does not
     */
    boolean isAfter(Long last, Instant since) {
        if (last != null && id != null) {
            return id > last;
        }
        Instant when = GiteaTime.parse(created);
        return when == null || !when.isBefore(since);
    }
}
