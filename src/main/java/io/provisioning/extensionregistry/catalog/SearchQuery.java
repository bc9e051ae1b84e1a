package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A search.
 *
 * @param text what was asked, as it was given
 * @param words at least one, lower case; every one must match
 * @param type null for all types
 * @param choice whom it asks
 * @param page the part that is wanted
 */
public record SearchQuery(String text, List<String> words, ExtensionType type, SourceChoice choice, Page page)
        implements PagedQuery {
    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 200;

    private static final String ALLOWED = "one or more words of together at most " + MAX_LENGTH + " characters";

    public SearchQuery {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no words");
        }
    }

    /** @throws RegistryException {@code invalid_parameter} */
    public static SearchQuery parse(ApiRequest request, KnownSources known) {
        Parameters parameters = new Parameters(request);
        String text = parameters.text("q").orElseThrow(() -> Parameters.missing("q", ALLOWED));
        List<String> words = WordIndex.SPACE
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.isEmpty() || !Parameters.isText(text.replaceAll("\\s", " "), MAX_LENGTH)) {
            throw Parameters.invalid("q", text, ALLOWED);
        }
        return new SearchQuery(text, words, parameters.type(), parameters.source(known), parameters.page());
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("q", text);
        if (type != null) {
            parameters.put("type", type.wireName());
        }
        if (source() != null) {
            parameters.put("source", source());
        }
        return parameters;
    }
}
