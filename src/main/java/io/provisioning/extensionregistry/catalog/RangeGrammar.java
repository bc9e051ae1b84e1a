package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.catalog.RangeBound.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What npm's shorthands mean: {@code ^ ~ x} and hyphens become comparisons.
 *
 * @see <a href="https://github.com/npm/node-semver#advanced-range-syntax">npm: advanced range syntax</a>
 */
final class RangeGrammar {
    private static final Pattern HYPHEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");
    private static final Pattern OPERATOR_AND_SPACE = Pattern.compile("(~>|[~^]|[<>]=?|=)\\s+");
    private static final Pattern SIMPLE = Pattern.compile("(~>|[~^]|[<>]=?|=)?(.+)");
    /** No pre-release of a version is lower. */
    static final String LOWEST_PRE_RELEASE = "0";

    private static final List<RangeBound> NOTHING = List.of(RangeBound.of(Relation.BELOW, 0, 0, 0, "0"));

    private RangeGrammar() {}

    /** The comparisons of one alternative; an empty list admits everything; empty if it means nothing. */
    static Optional<List<RangeBound>> bounds(String alternative, boolean prereleases) {
        String text = alternative.strip();
        if (text.isEmpty()) {
            return Optional.of(List.of());
        }
        Matcher hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            return PartialVersion.parse(hyphen.group(1))
                    .flatMap(from -> PartialVersion.parse(hyphen.group(2)).map(to -> between(from, to, prereleases)));
        }
        List<RangeBound> bounds = new ArrayList<>();
        for (String simple : OPERATOR_AND_SPACE.matcher(text).replaceAll("$1").split("\\s+")) {
            Optional<List<RangeBound>> one = simple(simple, prereleases);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            bounds.addAll(one.get());
        }
        return Optional.of(bounds);
    }

    private static Optional<List<RangeBound>> simple(String text, boolean prereleases) {
        Matcher matcher = SIMPLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String operator = matcher.group(1) == null ? "" : matcher.group(1);
        return PartialVersion.parse(matcher.group(2)).map(version -> expand(operator, version, prereleases));
    }

    private static List<RangeBound> expand(String operator, PartialVersion version, boolean prereleases) {
        if (version.major() == null) {
            return operator.equals("<") || operator.equals(">") ? NOTHING : List.of();
        }
        boolean open = version.isOpen();
        String lower = open ? lowerEnd(prereleases) : "";
        return switch (operator) {
            case "^" -> List.of(version.at(Relation.AT_LEAST, lower), caretEnd(version));
            case "~", "~>" ->
                List.of(
                        version.at(Relation.AT_LEAST, lower),
                        version.minor() == null ? version.belowNextMajor() : version.belowNextMinor());
            case "<" -> List.of(version.at(Relation.BELOW, open ? LOWEST_PRE_RELEASE : ""));
            case "<=" -> List.of(open ? version.belowNext() : version.at(Relation.AT_MOST, ""));
            case ">" -> List.of(open ? version.fromNext(lower) : version.at(Relation.ABOVE, ""));
            case ">=" -> List.of(version.at(Relation.AT_LEAST, lower));
            default ->
                open
                        ? List.of(version.at(Relation.AT_LEAST, lower), version.belowNext())
                        : List.of(version.at(Relation.EQUAL, ""));
        };
    }

    private static RangeBound caretEnd(PartialVersion version) {
        if (version.major() > 0 || version.minor() == null) {
            return version.belowNextMajor();
        }
        return version.minor() > 0 || version.isOpen() ? version.belowNextMinor() : version.belowNextPatch();
    }

    private static List<RangeBound> between(PartialVersion from, PartialVersion to, boolean prereleases) {
        List<RangeBound> bounds = new ArrayList<>();
        if (from.major() != null) {
            bounds.add(from.at(Relation.AT_LEAST, lowerEnd(prereleases)));
        }
        if (to.major() != null) {
            boolean exact = !to.isOpen() && (!prereleases || !to.preRelease().isEmpty());
            bounds.add(exact ? to.at(Relation.AT_MOST, "") : to.belowNext());
        }
        return bounds;
    }

    /** The pre-release at which a range begins whose lower end is not written in full. */
    private static String lowerEnd(boolean prereleases) {
        return prereleases ? LOWEST_PRE_RELEASE : "";
    }
}
