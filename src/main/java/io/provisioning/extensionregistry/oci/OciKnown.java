package io.provisioning.extensionregistry.oci;

import java.time.Instant;
import java.util.List;

/**
 * What was read of a repository, and when.
 *
 * @param tags all of them, as listed
 * @param tag the one that counts as latest, if a look at its digest tells whether the finding still holds; else null
 * @param digest of what that tag named; null if {@code tag} is
 * @param finding what the repository turned out to be
 * @param listedAt when its tags were last listed
 * @param readAt when it was last made sure that {@code tag} names {@code digest}
 */
public record OciKnown(
        OciRepository repository,
        List<String> tags,
        String tag,
        String digest,
        OciFinding finding,
        Instant listedAt,
        Instant readAt) {

    public OciKnown {
        tags = List.copyOf(tags);
    }

    /** Whether the tag that counts as latest is one that publishers move as a matter of course: it is no version. */
    boolean isMoving() {
        return tag != null && TagVersions.version(tag).semantic().isEmpty();
    }

    /** Whether the finding will be the same as long as the tags and what they name are. */
    boolean isLasting() {
        return !finding.skipped().containsKey(OciSkip.NOT_FOUND)
                && !finding.skipped().containsKey(OciSkip.INVALID_MANIFEST);
    }
}
