package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.Objects;

/**
 * Where an answer is kept. The whole catalogue of a source is one entry; there is never one per query.
 *
 * @param cache the named cache
 * @param key {@code list:gitea}, {@code find:gitea:provider/aws}
 */
public record CacheKey(CacheName cache, String key) {

    /**
     * The place of a backend operation's answer.
     *
     * @param operation {@code list}, {@code find} or {@code versions}
     * @param id null for {@code list}
     */
    public static CacheKey of(String source, String operation, ExtensionId id) {
        return switch (operation) {
            case "list" -> new CacheKey(CacheName.LIST, "list:" + source);
            case "find" -> new CacheKey(CacheName.METADATA, entry(operation, source, id));
            case "versions" -> new CacheKey(CacheName.VERSIONS, entry(operation, source, id));
            default -> throw new IllegalArgumentException("no cache for " + operation);
        };
    }

    /** The bean name of the cache, for the endpoint. */
    public String cacheName() {
        return cache.beanName();
    }

    private static String entry(String operation, String source, ExtensionId id) {
        return operation + ":" + source + ":" + Objects.requireNonNull(id, "extensionId");
    }
}
