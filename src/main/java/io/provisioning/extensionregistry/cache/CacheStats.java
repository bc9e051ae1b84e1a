package io.provisioning.extensionregistry.cache;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.github.benmanes.caffeine.cache.Cache;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code GET /cache/stats} answers. Capacity counts the entries of each named cache, not of all together. */
@JsonPropertyOrder({
    "capacity",
    "ttl_seconds",
    "entries",
    "hits",
    "misses",
    "hit_rate",
    "evictions",
    "stale_served",
    "coalesced",
    "caches"
})
public record CacheStats(
        long capacity,
        @JsonProperty("ttl_seconds") long ttlSeconds,
        long entries,
        long hits,
        long misses,
        @JsonProperty("hit_rate") double hitRate,
        long evictions,
        @JsonProperty("stale_served") long staleServed,
        long coalesced,
        Map<String, Line> caches) {

    /**
     * One cache.
     *
     * @param hitRate 0 if nothing was asked
     */
    @JsonPropertyOrder({"entries", "hits", "misses", "hit_rate", "evictions"})
    public record Line(
            long entries,
            long hits,
            long misses,
            @JsonProperty("hit_rate") double hitRate,
            long evictions) {}

    /** The figures of this moment. */
    public static CacheStats of(Caches caches, CacheCounts counts, Flights flights) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (CacheName name : CacheName.values()) {
            lines.put(name.beanName(), line(name, caches.get(name), counts));
        }
        long hits = lines.values().stream().mapToLong(Line::hits).sum();
        long misses = lines.values().stream().mapToLong(Line::misses).sum();
        return new CacheStats(
                caches.capacity(),
                caches.freshness().ttl().toSeconds(),
                lines.values().stream().mapToLong(Line::entries).sum(),
                hits,
                misses,
                rate(hits, misses),
                lines.values().stream().mapToLong(Line::evictions).sum(),
                counts.staleServed(),
                flights.coalesced(),
                lines);
    }

    /** The figures of one cache at this moment. */
    public static Line line(CacheName name, Cache<Object, Object> cache, CacheCounts counts) {
        var stats = cache.stats();
        long hits = name.expires() ? counts.hits(name) : stats.hitCount();
        long misses = name.expires() ? counts.misses(name) : stats.missCount();
        return new Line(cache.estimatedSize(), hits, misses, rate(hits, misses), stats.evictionCount());
    }

    private static double rate(long hits, long misses) {
        return hits + misses == 0 ? 0 : Math.round(1000.0 * hits / (hits + misses)) / 1000.0;
    }
}
