package io.provisioning.extensionregistry.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search for the highest version that can be used: usually the first candidate is.
 *
 * @param candidates the best first
 * @param tried what the first of them turned out to be, in their order
 */
public record LatestSearch(List<TaggedVersion> candidates, List<OciVersion> tried) {
    public LatestSearch {
        candidates = List.copyOf(candidates);
        tried = List.copyOf(tried);
    }

    /** What the best candidate turned out to be, if it is the highest version; empty if it could not be used. */
    Optional<OciVersion> first() {
        return tried.stream().limit(1).filter(each -> each.version() != null).findFirst();
    }

    /** Whether another candidate must be tried. */
    public boolean goesOn() {
        boolean found = !tried.isEmpty() && last().version() != null;
        return !found && tried.size() < candidates.size();
    }

    /** The candidate to try. */
    public TaggedVersion candidate() {
        return candidates.get(tried.size());
    }

    /** The search with what the candidate turned out to be. */
    LatestSearch after(OciVersion outcome) {
        List<OciVersion> all = new ArrayList<>(tried);
        all.add(outcome);
        return new LatestSearch(candidates, all);
    }

    /** What was tried, and the rest as far as their tags tell; nothing of the rest if nothing that was tried is usable. */
    public List<OciVersion> outcome() {
        List<OciVersion> all = new ArrayList<>(tried);
        candidates.stream()
                .skip(tried.size())
                .forEach(rest -> all.add(new OciVersion(rest.bare(), Metadata.NONE, null, null)));
        return all;
    }

    private OciVersion last() {
        return tried.get(tried.size() - 1);
    }
}
