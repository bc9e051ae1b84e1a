package io.provisioning.extensionregistry.catalog;

import java.util.Arrays;
import java.util.List;

/**
 * Finds extensions by words. Every word must match, case does not matter; the best match comes first: exact name,
 * name prefix, name part, tag, description or author. Of several words the one that matches best counts, then all of
 * them together; what is equal is in the order of name and type.
 */
public final class Search {
    private static final int OUT = -1;

    private Search() {}

    /** All extensions that match, the best first. */
    public static List<MergedExtension> find(MergedCatalog catalog, SearchQuery query) {
        List<MergedExtension> all = catalog.extensions();
        int[] places = places(catalog, query);
        int[] ends = new int[Arrays.stream(places).max().orElse(OUT) + 2];
        for (int place : places) {
            ends[place + 1]++;
        }
        // From how many are at each place to where the first of each stands; those that are out stand nowhere.
        ends[0] = 0;
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        MergedExtension[] found = new MergedExtension[ends[ends.length - 1]];
        for (int extension = 0; extension < places.length; extension++) {
            if (places[extension] != OUT) {
                found[ends[places[extension]]++] = all.get(extension);
            }
        }
        return List.of(found);
    }

    /** The best rank of any word before the sum of all, in one number, the lower the better; or {@link #OUT}. */
    private static int[] places(MergedCatalog catalog, SearchQuery query) {
        List<MergedExtension> all = catalog.extensions();
        byte[] best = new byte[all.size()];
        int[] sums = new int[all.size()];
        Arrays.fill(best, (byte) SearchIndex.NO_MATCH);
        for (String word : query.words()) {
            byte[] ranks = catalog.searchIndex().ranks(word);
            for (int i = 0; i < ranks.length; i++) {
                boolean out = sums[i] == OUT || ranks[i] == SearchIndex.NO_MATCH;
                sums[i] = out ? OUT : sums[i] + ranks[i];
                best[i] = (byte) Math.min(best[i], ranks[i]);
            }
        }
        int most = SearchIndex.NO_MATCH * query.words().size();
        for (int i = 0; i < sums.length; i++) {
            boolean out =
                    sums[i] == OUT || query.type() != null && all.get(i).id().type() != query.type();
            sums[i] = out ? OUT : best[i] * most + sums[i];
        }
        return sums;
    }
}
