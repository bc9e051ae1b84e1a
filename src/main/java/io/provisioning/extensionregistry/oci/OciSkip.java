package io.provisioning.extensionregistry.oci;

import java.util.Locale;

/** Why something in a registry is passed over. */
enum OciSkip {
    /** The registry does not have the repository or the tag that it, or the fixed list, names. */
    NOT_FOUND,
    /** No tag of the repository names a version. */
    NO_VERSION,
    /** The name is none that an extension may have. */
    INVALID_NAME,
    /** Another repository of the same source holds the same extension. */
    DUPLICATE,
    /** A manifest that is too long, is not what its digest says, or cannot be read. */
    INVALID_MANIFEST,
    /** A manifest of a kind that is not supported, such as Docker's schema 1. */
    UNSUPPORTED_MANIFEST,
    /** A manifest without a layer, or with nothing but the empty one. */
    NO_CONTENT,
    /** The registry's pages run in a circle or do not end. */
    INCOMPLETE_LISTING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The spelling in metrics and logs. */
    String word() {
        return word;
    }
}
