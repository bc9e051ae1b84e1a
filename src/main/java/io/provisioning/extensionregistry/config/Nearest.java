package io.provisioning.extensionregistry.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what someone may have meant. */
final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest letters to change; the first of several by the alphabet; empty if there is none. */
    static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream().sorted().min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** The number of letters to insert, drop or replace (Levenshtein). */
    static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
