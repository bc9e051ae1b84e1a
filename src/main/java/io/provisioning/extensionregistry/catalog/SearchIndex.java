package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where words match extensions, which are numbers in the order in which they were given. Immutable. */
final class SearchIndex {
    static final int EXACT_NAME = 0;
    static final int NAME_PREFIX = 1;
    static final int NAME_PART = 2;
    static final int TAG = 3;
    static final int PROSE = 4;
    static final int NO_MATCH = 5;

    private final int size;
    private final WordIndex names;
    private final WordIndex tags;
    private final WordIndex prose;

    private SearchIndex(int size, WordIndex names, WordIndex tags, WordIndex prose) {
        this.size = size;
        this.names = names;
        this.tags = tags;
        this.prose = prose;
    }

    /** @param shown what search sees of each extension */
    static SearchIndex of(List<SourceExtension> shown) {
        return new SearchIndex(
                shown.size(),
                WordIndex.of(shown.stream().map(each -> each.id().name()).toList()),
                WordIndex.of(
                        shown.stream().map(each -> lower(each.tags().stream())).toList()),
                WordIndex.of(shown.stream()
                        .map(each -> lower(Stream.of(each.description(), each.author())))
                        .toList()));
    }

    /**
     * How well a word matches each extension, the lower the better.
     *
     * @param word in lower case, not empty, without space
     * @return one of the ranks above for each extension
     */
    byte[] ranks(String word) {
        byte[] ranks = new byte[size];
        Arrays.fill(ranks, (byte) NO_MATCH);
        names.rank(word, ranks, EXACT_NAME, NAME_PREFIX, NAME_PART);
        tags.rank(word, ranks, TAG, TAG, TAG);
        prose.rank(word, ranks, PROSE, PROSE, PROSE);
        return ranks;
    }

    private static String lower(Stream<String> texts) {
        return texts.filter(text -> text != null)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }
}
