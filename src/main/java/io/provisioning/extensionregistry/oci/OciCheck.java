package io.provisioning.extensionregistry.oci;

/**
 * A repository that a load asks for its tags.
 *
 * @param known what is remembered of it; null if nothing is
 * @param rereads whether it must be made sure that the latest tag was not moved, even if the tags are the same
 */
public record OciCheck(OciRepository repository, OciKnown known, boolean rereads) {
    /** Whether the tags are the ones that are remembered; never if the registry does not have the repository. */
    boolean isSame(Paging tags) {
        return known != null && !tags.absent() && known.tags().equals(tags.items());
    }

    /** Whether a look at the digest of the latest tag decides whether what is remembered still holds. */
    boolean asksDigest(Paging tags) {
        return isSame(tags) && rereads && known.digest() != null;
    }

    /**
     * Whether what is remembered still holds.
     *
     * @param digest what the latest tag names now; null if that was not asked, or not answered
     */
    boolean holds(Paging tags, String digest) {
        return isSame(tags) && (!rereads || digest != null && digest.equals(known.digest()));
    }
}
