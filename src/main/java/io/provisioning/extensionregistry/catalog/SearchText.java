package io.provisioning.extensionregistry.catalog;

import java.util.List;
import java.util.Locale;

/**
 * An extension as search sees it; all lower case.
 *
 * @param extension what is found
 * @param name its name
 * @param tags its keywords
 * @param prose its description and its author, on lines of their own
 */
record SearchText(MergedExtension extension, String name, List<String> tags, String prose) {
    static SearchText of(MergedExtension extension) {
        return new SearchText(
                extension,
                extension.id().name(),
                extension.shown().tags().stream().map(SearchText::lower).toList(),
                lower(extension.shown().description())
                        + '\n'
                        + lower(extension.shown().author()));
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
