package io.provisioning.extensionregistry.faults;

/** The two sources of the matrix, in order of preference. */
enum Side {
    GITEA("a Gitea"),
    OCI("an OCI registry");

    private final String words;

    Side(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** As in settings and headers. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
