package io.provisioning.extensionregistry.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds extensions by words. Every word must match, case does not matter; the best match comes first: exact name,
 * name prefix, name part, tag, description or author. Of several words the one that matches best counts, then all of
 * them together; what is equal is in the order of name and type.
 */
public final class Search {
    private static final int EXACT_NAME = 0;
    private static final int NAME_PREFIX = 1;
    private static final int NAME_PART = 2;
    private static final int TAG = 3;
    private static final int PROSE = 4;
    private static final int NO_MATCH = 5;

    /** More than the ranks of all words of a query add up to. */
    private static final int MANY = 1000;

    private Search() {}

    /** All extensions that match, the best first. */
    public static List<MergedExtension> find(MergedCatalog catalog, SearchQuery query) {
        Map<Integer, List<MergedExtension>> byRank = new TreeMap<>();
        for (SearchText text : catalog.texts()) {
            if (query.type() == null || text.extension().id().type() == query.type()) {
                int rank = rank(text, query.words());
                if (rank < NO_MATCH * MANY) {
                    byRank.computeIfAbsent(rank, key -> new ArrayList<>()).add(text.extension());
                }
            }
        }
        return byRank.values().stream().flatMap(List::stream).toList();
    }

    /** The best rank of any word before the sum of all; the lower the better. */
    private static int rank(SearchText text, List<String> words) {
        int best = NO_MATCH;
        int sum = 0;
        for (String word : words) {
            int rank = rank(text, word);
            if (rank == NO_MATCH) {
                return NO_MATCH * MANY;
            }
            best = Math.min(best, rank);
            sum += rank;
        }
        return best * MANY + sum;
    }

    private static int rank(SearchText text, String word) {
        int at = text.name().indexOf(word);
        if (at >= 0) {
            return at > 0 ? NAME_PART : text.name().length() == word.length() ? EXACT_NAME : NAME_PREFIX;
        }
        for (String tag : text.tags()) {
            if (tag.contains(word)) {
                return TAG;
            }
        }
        return text.prose().contains(word) ? PROSE : NO_MATCH;
    }
}
