package io.provisioning.extensionregistry.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The named caches, each with its bound, its expiry and its statistics; what the Caffeine component cannot set together
 * is set here, and the component finds them by their bean name.
 */
public final class Caches {
    /** What is small and immutable may be kept in larger numbers: one manifest for each version, say. */
    private static final int IMMUTABLE_FACTOR = 20;

    private final long capacity;
    private final Freshness freshness;
    private final Map<CacheName, Cache<Object, Object>> caches;
    private final AtomicLong changes = new AtomicLong();

    /**
     * @param capacity entries of each named cache
     * @param ticker the clock of expiry
     */
    public Caches(long capacity, Freshness freshness, Ticker ticker) {
        this.capacity = capacity;
        this.freshness = freshness;
        Map<CacheName, Cache<Object, Object>> built = new EnumMap<>(CacheName.class);
        for (CacheName name : CacheName.values()) {
            Caffeine<Object, Object> builder = Caffeine.newBuilder()
                    .ticker(ticker)
                    .recordStats()
                    .evictionListener((key, copy, cause) -> changed());
            built.put(
                    name,
                    name.expires()
                            ? builder.maximumSize(capacity)
                                    .expireAfter(freshness.expiry())
                                    .build()
                            : builder.maximumSize(capacity * IMMUTABLE_FACTOR).build());
        }
        this.caches = Collections.unmodifiableMap(built);
    }

    /** Says that copies may have changed; called after the change. */
    public void changed() {
        changes.incrementAndGet();
    }

    /** Grows whenever copies may have changed. */
    public long changes() {
        return changes.get();
    }

    /** The entries that each named cache may hold. */
    public long capacity() {
        return capacity;
    }

    public Freshness freshness() {
        return freshness;
    }

    public Cache<Object, Object> get(CacheName name) {
        return caches.get(name);
    }

    /** Puts a copy at a place for a time that is not the one of what has just been loaded. */
    void put(CacheKey key, CachedAnswer copy, Duration keptFor) {
        expiring(key).put(key.key(), copy, keptFor);
        changed();
    }

    /** Puts another copy in the place of the one that is there, for what is left of the time of that one. */
    void replace(CacheKey key, UnaryOperator<CachedAnswer> other) {
        expiring(key).getExpiresAfter(key.key()).ifPresent(left -> expiring(key)
                .compute(key.key(), (place, copy) -> copy == null ? null : other.apply((CachedAnswer) copy), left));
        changed();
    }

    private Policy.VarExpiration<Object, Object> expiring(CacheKey key) {
        return caches.get(key.cache()).policy().expireVariably().orElseThrow();
    }

    /**
     * Forgets what is kept of a source.
     *
     * @param catalogueToo whether its whole catalogue is meant too
     */
    public void forget(String source, boolean catalogueToo) {
        Pattern ofSource = Pattern.compile("[a-z]+:" + Pattern.quote(source) + "(:.*)?");
        caches.forEach((name, cache) -> {
            if (name.expires() && (catalogueToo || name != CacheName.LIST)) {
                cache.asMap().keySet().removeIf(key -> ofSource.matcher(key.toString())
                        .matches());
            }
        });
        changed();
    }

    /** The copy at a place, without counting or prolonging anything; null if there is none. */
    public CachedAnswer peek(CacheKey key) {
        return caches.get(key.cache()).policy().getIfPresentQuietly(key.key()) instanceof CachedAnswer copy
                ? copy
                : null;
    }
}
