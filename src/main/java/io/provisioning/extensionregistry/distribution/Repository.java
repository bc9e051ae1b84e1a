package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.Objects;

/**
 * What a name below {@code /v2} stands for.
 *
 * @param name as it was asked for; it matches the grammar of the specification
 * @param extension which extension; null for a repository of a registry that is passed through
 * @param source the only source that is asked; null if all are
 * @param path the name in the registry that is passed through; null for an extension
 */
public record Repository(String name, ExtensionId extension, String source, String path) {
    public Repository {
        Objects.requireNonNull(name, "name");
        if ((extension == null) != (path != null && source != null)) {
            throw new IllegalArgumentException("neither an extension nor passed through: " + name);
        }
    }

    /** One that holds an extension. */
    static Repository of(String name, ExtensionId extension, String source) {
        return new Repository(name, Objects.requireNonNull(extension, "extension"), source, null);
    }

    /** One that a registry has under that path and that is no extension. */
    static Repository passedThrough(String name, String source, String path) {
        return new Repository(name, null, source, path);
    }

    /** Whether it is no extension. */
    public boolean isPassedThrough() {
        return extension == null;
    }
}
