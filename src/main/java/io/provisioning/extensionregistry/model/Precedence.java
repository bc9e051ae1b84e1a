package io.provisioning.extensionregistry.model;

import java.util.List;
import org.semver4j.Semver;

/**
 * The order of semantic versions by their specification. The parser's own order is not used: it sorts {@code beta10}
 * after {@code beta2}, is not transitive, and fails on identifiers longer than a {@code long}.
 *
 * @see <a href="https://semver.org/#spec-item-11">Semantic Versioning 2.0.0, precedence</a>
 */
final class Precedence {
    private Precedence() {}

    /** Below zero if the left one is lower. Build metadata does not count. */
    static int compare(Semver left, Semver right) {
        int numbers = Integer.compare(left.getMajor(), right.getMajor());
        if (numbers == 0) {
            numbers = Integer.compare(left.getMinor(), right.getMinor());
        }
        if (numbers == 0) {
            numbers = Integer.compare(left.getPatch(), right.getPatch());
        }
        return numbers != 0 ? numbers : comparePreReleases(left.getPreRelease(), right.getPreRelease());
    }

    private static int comparePreReleases(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int identifiers = compareIdentifiers(left.get(i), right.get(i));
            if (identifiers != 0) {
                return identifiers;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareIdentifiers(String left, String right) {
        boolean leftNumeric = isNumeric(left);
        boolean rightNumeric = isNumeric(right);
        if (leftNumeric != rightNumeric) {
            return leftNumeric ? -1 : 1;
        }
        if (leftNumeric && left.length() != right.length()) {
            // Without leading zeros, which the grammar forbids, the longer number is the greater one.
            return Integer.compare(left.length(), right.length());
        }
        return left.compareTo(right);
    }

    private static boolean isNumeric(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
