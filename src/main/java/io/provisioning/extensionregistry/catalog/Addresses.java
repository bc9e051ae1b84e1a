package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Version;

/** Where things are in our own API. */
public final class Addresses {
    /** The path of the list of extensions. */
    public static final String EXTENSIONS = "/api/v1/extensions";

    /** The path of the search. */
    public static final String SEARCH = EXTENSIONS + "/search";

    private final String base;
    private final String prefix;

    /** @param publicUrl what precedes our paths for the world, with or without a trailing slash; null for relative */
    public Addresses(String publicUrl) {
        this.base = publicUrl == null ? "" : publicUrl.replaceAll("/+$", "");
        this.prefix = base.replaceFirst("^[a-z]+://[^/]*", "");
    }

    /** A path of ours as a relative reference: with the path of the public URL, which a proxy may take away. */
    public String reference(String path) {
        return prefix + path;
    }

    /** Where the bytes of a version are; absolute if there is a public URL. */
    public String of(ExtensionId id, Version version) {
        return base
                + EXTENSIONS
                + '/'
                + id.type().wireName()
                + '/'
                + Percent.encode(id.name())
                + '/'
                + Percent.encode(version.text());
    }
}
