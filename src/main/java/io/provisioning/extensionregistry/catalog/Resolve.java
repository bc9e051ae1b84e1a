package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the version that a range means. */
public final class Resolve {
    /** How many versions an error names. */
    private static final int NAMED = 10;

    private Resolve() {}

    /** The highest version in the range; empty if there is none. */
    public static Optional<MergedVersion> highest(List<MergedVersion> newestFirst, VersionRange range) {
        return newestFirst.stream().filter(version -> version.isIn(range)).findFirst();
    }

    /** What to say if there is none: {@link ErrorKind#NO_MATCHING_VERSION} names up to ten versions that exist. */
    static String noMatch(List<MergedVersion> newestFirst, ResolveQuery query) {
        String existing = newestFirst.stream()
                .limit(NAMED)
                .map(version -> version.version().text())
                .collect(Collectors.joining(", "));
        int others = newestFirst.size() - NAMED;
        return "No version of " + query.id() + " is in \"" + Parameters.printable(query.constraint()) + "\"; there are "
                + existing + (others > 0 ? " and " + others + " more" : "");
    }
}
