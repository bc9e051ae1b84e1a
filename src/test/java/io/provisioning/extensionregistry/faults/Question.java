package io.provisioning.extensionregistry.faults;

/** The requests of the matrix. */
enum Question {
    LIST("/extensions"),
    SEARCH("/extensions/search?q=aws"),
    GET("/extensions/provider/aws"),
    VERSIONS("/extensions/provider/aws/versions"),
    RESOLVE("/extensions/provider/aws/resolve?constraint=%5E1"),
    DOWNLOAD("/extensions/provider/aws/1.2.0");

    private final String path;

    Question(String path) {
        this.path = path;
    }

    /** Below {@code /api/v1}. */
    String path() {
        return path;
    }

    /** Whether whole catalogues answer it. */
    boolean asksForCatalogues() {
        return this == LIST || this == SEARCH;
    }

    /** For people. */
    String words() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
