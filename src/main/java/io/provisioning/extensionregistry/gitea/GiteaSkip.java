package io.provisioning.extensionregistry.gitea;

import java.util.Locale;

/** Why something was passed over in a catalogue. These are the only reasons. */
public enum GiteaSkip {
    /** The repository has the suffix of an extension, but what stands before it is no name of an extension. */
    NAME,
    /** The repository's releases are switched off. */
    RELEASES_OFF,
    /** The repository has no release; nothing was asked. */
    NO_RELEASE,
    /** The repository has releases, but none that is a version. */
    NO_VERSION,
    /** The server refuses us this repository's releases, though not the repository. */
    FORBIDDEN,
    /** The repository went away between two calls, or became invisible. */
    GONE,
    /** The owner has repositories that the server counts but does not show us; or shows nothing to us, who are nobody. */
    NOT_VISIBLE,
    /** The server's pages led in a circle or did not end, so there may be more. */
    PAGE_LIMIT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The spelling in metrics and health. */
    public String wireName() {
        return wireName;
    }
}
