package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.ExtensionId;

/** Where answers are kept, for routes. */
public final class CacheKeys {
    /** As {@link CacheKey#of}. */
    public CacheKey of(String source, String operation, ExtensionId id) {
        return CacheKey.of(source, operation, id);
    }
}
