package io.provisioning.extensionregistry.property;

import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.KnownSources;
import io.provisioning.extensionregistry.catalog.MergedCatalog;
import io.provisioning.extensionregistry.catalog.MergedExtension;
import io.provisioning.extensionregistry.catalog.Search;
import io.provisioning.extensionregistry.catalog.SearchQuery;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/** What the index finds is what one finds who looks at each extension, one after the other. */
class SearchPropertyTest {
    private static final Generated GENERATED = new Generated();

    /** Few letters, so that much matches; and what is odd in upper case, in space or in UTF-16. */
    private static final String[] LETTERS = {
        "a", "b", "A", "B", "ab", "aba", "É", "é", "Σ", "İ", "ß", "\ud83d\ude42", "\ud83d", "-", ".", "0"
    };

    private static final String[] SPACES = {" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u2028", "\u3000"};

    @RepeatedTest(300)
    void theIndexFindsWhatAScanFindsInTheSameOrder() {
        MergedCatalog catalog = MergedCatalog.of(IntStream.range(0, GENERATED.below(40))
                .mapToObj(i -> id())
                .distinct()
                .map(SearchPropertyTest::extension)
                .toList());
        for (int i = 0; i < 20; i++) {
            String text = letters(2) + (GENERATED.below(3) == 0 ? "" : text());
            String type = GENERATED.below(3) == 0 ? "cluster" : null;
            if (isSearch(text)) {
                SearchQuery query = SearchQuery.parse(
                        type == null ? request("/", "q", text) : request("/", "q", text, "type", type),
                        new KnownSources(List.of()));
                assertThat(Search.find(catalog, query))
                        .as("%s, %s in %s", GENERATED, text, catalog)
                        .isEqualTo(scan(catalog, query));
            }
        }
    }

    private static List<MergedExtension> scan(MergedCatalog catalog, SearchQuery query) {
        return catalog.extensions().stream()
                .filter(each -> query.type() == null || each.id().type() == query.type())
                .filter(each -> query.words().stream().allMatch(word -> rank(each, word) < 5))
                .sorted(Comparator.comparing((MergedExtension each) -> query.words().stream()
                                .mapToInt(word -> rank(each, word))
                                .min()
                                .orElseThrow())
                        .thenComparing(each -> query.words().stream()
                                .mapToInt(word -> rank(each, word))
                                .sum())
                        .thenComparing(MergedExtension::id))
                .toList();
    }

    private static int rank(MergedExtension extension, String word) {
        SourceExtension shown = extension.shown();
        String name = shown.id().name();
        if (name.contains(word)) {
            return name.equals(word) ? 0 : name.startsWith(word) ? 1 : 2;
        }
        if (shown.tags().stream().anyMatch(tag -> lower(tag).contains(word))) {
            return 3;
        }
        return lower(shown.description()).contains(word)
                        || lower(shown.author()).contains(word)
                ? 4
                : 5;
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** Whether it is a search at all: space and half a character are none. */
    private static boolean isSearch(String text) {
        return !text.matches("[\\p{Z}\\s]*")
                && text.codePoints().noneMatch(each -> Character.getType(each) == Character.SURROGATE);
    }

    private static ExtensionId id() {
        String name = Stream.generate(() -> List.of("a", "b", "ab", "0", "-").get(GENERATED.below(5)))
                .limit(GENERATED.below(4))
                .collect(Collectors.joining("", "a", ""));
        return new ExtensionId(ExtensionType.values()[GENERATED.below(3)], name);
    }

    private static MergedExtension extension(ExtensionId id) {
        List<String> tags =
                IntStream.range(0, GENERATED.below(3)).mapToObj(i -> text()).toList();
        SourceExtension shown = new SourceExtension(
                "gitea",
                id,
                GENERATED.below(4) == 0 ? null : text(),
                GENERATED.below(4) == 0 ? null : text(),
                null,
                tags,
                List.of(version("1.0.0")));
        return new MergedExtension(shown, shown.latest(), List.of(shown));
    }

    private static String text() {
        return IntStream.range(0, GENERATED.below(4))
                .mapToObj(i -> (GENERATED.below(5) == 0 ? "" : SPACES[GENERATED.below(SPACES.length)]) + letters(4))
                .collect(Collectors.joining());
    }

    private static String letters(int most) {
        return IntStream.range(0, GENERATED.below(most))
                .mapToObj(i -> LETTERS[GENERATED.below(LETTERS.length)])
                .collect(Collectors.joining());
    }
}
