package io.provisioning.extensionregistry.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Texts that many versions have in common, such as tags and the names of files: ten thousand extensions have their
 * {@code v1.0.0} as one object. Thread-safe.
 */
public final class SharedText {
    /** What occurs often stays among so many. */
    private static final int REMEMBERED = 4096;

    /** Longer texts are hardly ever the same. */
    private static final int MAX_LENGTH = 256;

    private static final Cache<String, String> TEXTS =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private SharedText() {}

    /**
     * The text itself or one that is equal.
     *
     * @param text null stays null
     */
    public static String of(String text) {
        return text == null || text.length() > MAX_LENGTH ? text : TEXTS.get(text, same -> same);
    }
}
