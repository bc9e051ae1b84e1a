package io.provisioning.extensionregistry.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LongestCommonSubsequence;

/** Finds what someone may have meant. */
final class Nearest {
    private static final LongestCommonSubsequence COMMON = new LongestCommonSubsequence();

    private Nearest() {}

    /** The candidate that has most in common with a word; the first of several by the alphabet; empty if there is none. */
    static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream().sorted().min(Comparator.comparingDouble(candidate -> -likeness(word, candidate)));
    }

    /** The share of letters that two words have in common, in the same order: a key cut short is near to the whole one. */
    private static double likeness(String one, String other) {
        return one.isEmpty() && other.isEmpty() ? 1 : 2.0 * COMMON.apply(one, other) / (one.length() + other.length());
    }
}
