package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.catalog.SourceAnswer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often requests were answered from the caches that grow stale. Caffeine's own counters would count each look, and
 * one request may look twice.
 */
public final class CacheCounts {
    private final Map<CacheName, LongAdder> hits = new EnumMap<>(CacheName.class);
    private final Map<CacheName, LongAdder> misses = new EnumMap<>(CacheName.class);
    private final LongAdder staleServed = new LongAdder();

    public CacheCounts() {
        for (CacheName name : CacheName.values()) {
            hits.put(name, new LongAdder());
            misses.put(name, new LongAdder());
        }
    }

    /** A copy answered. */
    public void hit(CacheName cache, SourceAnswer.State state) {
        hits.get(cache).increment();
        if (state == SourceAnswer.State.STALE) {
            staleServed.increment();
        }
    }

    /** No copy could answer. */
    public void miss(CacheName cache) {
        misses.get(cache).increment();
    }

    public long hits(CacheName cache) {
        return hits.get(cache).sum();
    }

    public long misses(CacheName cache) {
        return misses.get(cache).sum();
    }

    /** Answers that came from a stale copy. */
    public long staleServed() {
        return staleServed.sum();
    }
}
