package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.Version;
import org.semver4j.Semver;

/**
 * One comparison that a version must stand.
 *
 * @param relation how the version must compare
 * @param version a semantic version
 */
record RangeBound(Relation relation, Version version) {
    /** How a version may compare to the bound. */
    enum Relation {
        BELOW,
        AT_MOST,
        EQUAL,
        AT_LEAST,
        ABOVE
    }

    static RangeBound of(Relation relation, long major, long minor, long patch, String preRelease) {
        String suffix = preRelease.isEmpty() ? "" : "-" + preRelease;
        return new RangeBound(relation, Version.of(major + "." + minor + "." + patch + suffix));
    }

    boolean holdsFor(Version candidate) {
        int compared = candidate.comparePrecedence(version);
        return switch (relation) {
            case BELOW -> compared < 0;
            case AT_MOST -> compared <= 0;
            case EQUAL -> compared == 0;
            case AT_LEAST -> compared >= 0;
            case ABOVE -> compared > 0;
        };
    }

    /** Whether this bound is a pre-release of the same major, minor and patch version as the candidate. */
    boolean namesPreReleaseOf(Semver candidate) {
        Semver bound = version.semantic().orElseThrow();
        return !bound.getPreRelease().isEmpty()
                && bound.getMajor() == candidate.getMajor()
                && bound.getMinor() == candidate.getMinor()
                && bound.getPatch() == candidate.getPatch();
    }
}
