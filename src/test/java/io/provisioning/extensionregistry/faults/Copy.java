package io.provisioning.extensionregistry.faults;

/** What is kept of a source when it fails. */
enum Copy {
    COLD("none yet"),
    FRESH("fresh"),
    STALE("stale"),
    EXPIRED("too old");

    /** How old copies are while they are fresh, and while they are stale; in seconds. */
    static final int FRESH_AGE = 12;

    static final int STALE_AGE = 340;

    private final String words;

    Copy(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** Whether there is something to serve that the sources need not be asked for. */
    boolean serves() {
        return this == FRESH || this == STALE;
    }
}
