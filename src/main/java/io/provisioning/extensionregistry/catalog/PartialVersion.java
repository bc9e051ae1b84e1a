package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.catalog.RangeBound.Relation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version in a range, of which the lower parts may be left open ({@code 1.2}, {@code 1.x}, {@code *}).
 *
 * @param major null if open; then all is
 * @param minor null if open; then patch is too
 * @param patch null if open
 * @param preRelease without the hyphen; empty if there is none or patch is open
 */
record PartialVersion(Integer major, Integer minor, Integer patch, String preRelease) {
    private static final String NUMBER = "(0|[1-9][0-9]{0,9}|[xX*])";
    private static final String IDENTIFIER = "(?:0|[1-9][0-9]*+|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*+)";
    private static final Pattern GRAMMAR = Pattern.compile("v?" + NUMBER + "(?:\\." + NUMBER + "(?:\\." + NUMBER
            + "(?:-(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?");

    /**
     * Reads {@code 1}, {@code 1.2}, {@code v1.2.3-rc.1+build}, {@code 1.x}, {@code *} and their like.
     *
     * @return empty for anything else, a part of 2147483647 or more, or a number below an open part ({@code 1.x.3})
     */
    static Optional<PartialVersion> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Integer[] parts = new Integer[3];
        for (int i = 0; i < parts.length; i++) {
            String part = matcher.group(i + 1);
            if (part == null || !Character.isDigit(part.charAt(0))) {
                continue;
            }
            long number = Long.parseLong(part);
            if (number >= Integer.MAX_VALUE || (i > 0 && parts[i - 1] == null)) {
                return Optional.empty();
            }
            parts[i] = (int) number;
        }
        String preRelease = parts[2] == null || matcher.group(4) == null ? "" : matcher.group(4);
        return Optional.of(new PartialVersion(parts[0], parts[1], parts[2], preRelease));
    }

    boolean isOpen() {
        return patch == null;
    }

    /**
     * A bound at this version, open parts taken as zero.
     *
     * @param otherwise the pre-release of the bound if this version has none
     */
    RangeBound at(Relation relation, String otherwise) {
        return RangeBound.of(
                relation, major, orZero(minor), orZero(patch), preRelease.isEmpty() ? otherwise : preRelease);
    }

    RangeBound belowNextMajor() {
        return RangeBound.of(Relation.BELOW, major + 1, 0, 0, RangeGrammar.LOWEST_PRE_RELEASE);
    }

    RangeBound belowNextMinor() {
        return RangeBound.of(Relation.BELOW, major, orZero(minor) + 1, 0, RangeGrammar.LOWEST_PRE_RELEASE);
    }

    RangeBound belowNextPatch() {
        return RangeBound.of(Relation.BELOW, major, orZero(minor), orZero(patch) + 1, RangeGrammar.LOWEST_PRE_RELEASE);
    }

    /** Below whatever comes after all versions that the written parts describe, its pre-releases included. */
    RangeBound belowNext() {
        return minor == null ? belowNextMajor() : patch == null ? belowNextMinor() : belowNextPatch();
    }

    /** The first version that comes after all versions that the written parts describe; only if parts are open. */
    RangeBound fromNext(String preRelease) {
        return minor == null
                ? RangeBound.of(Relation.AT_LEAST, major + 1, 0, 0, preRelease)
                : RangeBound.of(Relation.AT_LEAST, major, minor + 1, 0, preRelease);
    }

    private static int orZero(Integer part) {
        return part == null ? 0 : part;
    }
}
