package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.semver4j.Semver;

/**
 * A range of versions in npm's grammar: alternatives joined by {@code ||}, each a list of comparisons that must all
 * hold. The range processors of the version library are not used: they pass over what they do not understand
 * ({@code ^1.2 <1.5} means {@code <1.5} to them) and compare pre-releases by another order than the specification's.
 *
 * @param alternatives at least one; an empty one admits everything
 * @param prereleases whether any pre-release inside the bounds is admitted
 * @see <a href="https://github.com/npm/node-semver#ranges">npm: ranges</a>
 */
public record VersionRange(List<List<RangeBound>> alternatives, boolean prereleases) {
    /** The longest text of a range, in characters; npm's own limit. */
    public static final int MAX_LENGTH = 256;

    public VersionRange {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a range.
     *
     * @param prereleases whether any pre-release inside the bounds is admitted, not only those of a version whose
     *     pre-release the range names
     * @return empty if the text is too long or means nothing
     */
    public static Optional<VersionRange> parse(String text, boolean prereleases) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<List<RangeBound>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            Optional<List<RangeBound>> bounds = RangeGrammar.bounds(alternative, prereleases);
            if (bounds.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(bounds.get());
        }
        return Optional.of(new VersionRange(alternatives, prereleases));
    }

    /**
     * Whether a version is in the range. What is not a semantic version never is. A version that is a pre-release only
     * by its source's mark is admitted if pre-releases are, or if the range names exactly this version.
     */
    public boolean admits(ExtensionVersion candidate) {
        return admits(candidate.version(), candidate.prerelease());
    }

    boolean admits(Version version, boolean markedPrerelease) {
        Semver semver = version.semantic().orElse(null);
        return semver != null
                && alternatives.stream().anyMatch(bounds -> admits(bounds, version, semver, markedPrerelease));
    }

    private boolean admits(List<RangeBound> bounds, Version version, Semver semver, boolean markedPrerelease) {
        if (!bounds.stream().allMatch(bound -> bound.holdsFor(version))) {
            return false;
        }
        if (prereleases) {
            return true;
        }
        if (version.isPrerelease()) {
            return bounds.stream().anyMatch(bound -> bound.namesPreReleaseOf(semver));
        }
        return !markedPrerelease || bounds.stream().anyMatch(bound -> bound.relation() == RangeBound.Relation.EQUAL);
    }
}
