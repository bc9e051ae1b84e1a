package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The releases that may be what a request asks for, those first whose digest is known already: the others have to be
 * read to their end to tell. Belongs to one request; not thread-safe.
 */
public final class Making {
    private final V2Query query;
    private final Function<Release, Optional<Content>> kept;
    private final Deque<Release> left = new ArrayDeque<>();
    private Release current;
    private Content manifest;
    private Release file;

    /**
     * @param candidates in the order of preference
     * @param kept what was made of a release before
     */
    Making(V2Query query, List<Release> candidates, Function<Release, Optional<Content>> kept) {
        this.query = query;
        this.kept = kept;
        candidates.stream()
                .sorted(Comparator.comparing(release -> !isHashed(release)))
                .forEach(left::add);
    }

    /** Whether there is a release left to look at, and nothing is found. */
    public boolean isPending() {
        return !left.isEmpty() && manifest == null && file == null;
    }

    /** Goes on to the next release. */
    public void next() {
        current = left.remove();
    }

    /** Whether the digest of its file is not known. */
    public boolean needsHash() {
        return !isHashed(current);
    }

    /** The source of the release that is being looked at. */
    public String source() {
        return current.source();
    }

    /** The file of the release that is being looked at, or that was found. */
    public Artifact artifact() {
        return file == null ? current.artifact() : file.artifact();
    }

    /** The digest of its file is this. */
    public void hashed(Checksum checksum) {
        current = current.withChecksum(checksum);
    }

    /** Takes the release if it is what was asked for; its digest is known by now. */
    public void consider() {
        if (query.endpoint() == Endpoint.BLOB) {
            file = current.artifact().checksum().toString().equals(query.reference()) ? current : null;
        } else {
            Content made = kept.apply(current).orElseGet(() -> ReleaseManifest.of(current));
            manifest = !query.isByDigest() || made.digest().text().equals(query.reference()) ? made : null;
        }
    }

    /** The manifest that was asked for, if it was found. */
    Optional<Content> manifest() {
        return Optional.ofNullable(manifest);
    }

    /** The release that is being looked at, or that was found. */
    Release release() {
        return current;
    }

    /** Whether the blob that was asked for was found. */
    public boolean hasFile() {
        return file != null;
    }

    private static boolean isHashed(Release release) {
        return release.artifact().checksum() != null;
    }
}
