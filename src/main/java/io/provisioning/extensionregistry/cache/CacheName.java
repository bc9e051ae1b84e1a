package io.provisioning.extensionregistry.cache;

import java.util.Locale;

/** The named caches. The name is the bean, the {@code caffeine-cache:} endpoint and the metrics tag. */
public enum CacheName {
    /** One whole catalogue per source. */
    LIST,
    /** One extension of one source that its catalogue does not hold, or that it lacks. */
    METADATA,
    /** All versions of one extension of one source. */
    VERSIONS,
    /** Manifests and configurations of registries by digest: immutable, so they never expire. */
    MANIFESTS,
    /** Checksums from sidecar files, by the sidecar's identity: immutable, so they never expire. */
    CHECKSUMS,
    /** Tokens of registries by source and scope. */
    TOKENS,
    /** Digests computed when bytes passed, by the identity of the content: immutable, so they never expire. */
    DIGESTS;

    private final String beanName = name().toLowerCase(Locale.ROOT);

    /** For example {@code list}. */
    public String beanName() {
        return beanName;
    }

    /** Whether entries grow stale; the others are immutable or carry their own expiry. */
    public boolean expires() {
        return this == LIST || this == METADATA || this == VERSIONS;
    }
}
