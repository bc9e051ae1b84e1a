package io.provisioning.extensionregistry.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The words of one field of all extensions. Each different word stands once, with the extensions that have it, and all
 * of them in one text: whoever looks for a part of a word looks through each word once, however many extensions have it.
 * Extensions are numbers from zero. Immutable.
 */
final class WordIndex {
    /** What stands between words. */
    static final Pattern SPACE = Pattern.compile("[\\p{Z}\\s]+");

    /** Ends each word in {@link #text}; it is space, so no word and no part of one holds it. */
    private static final char END = '\n';

    private final String text;
    private final int[] starts;
    private final int[] firsts;
    private final int[] holders;

    private WordIndex(Map<String, List<Integer>> byWord) {
        StringBuilder all = new StringBuilder();
        starts = new int[byWord.size() + 1];
        firsts = new int[byWord.size() + 1];
        holders = new int[byWord.values().stream().mapToInt(List::size).sum()];
        int word = 0;
        int holder = 0;
        for (Map.Entry<String, List<Integer>> each : byWord.entrySet()) {
            starts[word] = all.length();
            firsts[word++] = holder;
            all.append(each.getKey()).append(END);
            for (int extension : each.getValue()) {
                holders[holder++] = extension;
            }
        }
        starts[word] = all.length();
        firsts[word] = holder;
        text = all.toString();
    }

    /** @param fields what each extension has in the field, in lower case; the first is that of extension 0 */
    static WordIndex of(List<String> fields) {
        Map<String, List<Integer>> byWord = new HashMap<>();
        for (int extension = 0; extension < fields.size(); extension++) {
            for (String word : SPACE.split(fields.get(extension))) {
                List<Integer> holders = byWord.computeIfAbsent(word, key -> new ArrayList<>(1));
                if (!word.isEmpty() && (holders.isEmpty() || holders.get(holders.size() - 1) != extension)) {
                    holders.add(extension);
                }
            }
        }
        byWord.remove("");
        return new WordIndex(byWord);
    }

    /**
     * Lowers the rank of each extension that has a word with that part in it, unless it is as low already.
     *
     * @param part not empty, in lower case, without space
     * @param ranks of all extensions
     * @param whole the rank if the part is the word
     * @param start the rank if the word begins with it
     * @param inside the rank if it stands elsewhere in the word
     */
    void rank(String part, byte[] ranks, int whole, int start, int inside) {
        int word = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, starts[word])) {
            if (at >= starts[word + 1]) {
                int found = Arrays.binarySearch(starts, word, starts.length, at);
                word = found >= 0 ? found : -found - 2;
            }
            boolean ends = text.charAt(at + part.length()) == END;
            int rank = at > starts[word] ? inside : ends ? whole : start;
            for (int i = firsts[word]; i < firsts[word + 1]; i++) {
                ranks[holders[i]] = (byte) Math.min(ranks[holders[i]], rank);
            }
            word++;
        }
    }
}
