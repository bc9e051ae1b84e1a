package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.version;

import com.github.benmanes.caffeine.cache.Ticker;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.support.HandClock;
import java.time.Duration;
import java.time.Instant;

/** Caches whose time is the test's. */
final class Kept {
    static final Duration TTL = Duration.ofSeconds(300);
    static final Duration STALE = Duration.ofSeconds(86_400);
    static final Duration NEGATIVE = Duration.ofSeconds(30);
    static final Freshness FRESHNESS = new Freshness(TTL, STALE, NEGATIVE);

    final HandClock clock = new HandClock();
    final Caches caches;
    private final Instant start = clock.instant();

    Kept(long capacity) {
        Ticker ticker = () -> Duration.between(start, clock.instant()).toNanos();
        caches = new Caches(capacity, FRESHNESS, ticker);
    }

    /** A catalogue with one extension. */
    static BackendAnswer answer(String source) {
        return catalog(source, extension(source, "aws", version("1.0.0")));
    }

    CachedAnswer copy(BackendAnswer answer) {
        return new CachedAnswer(answer, clock.instant());
    }

    void put(CacheKey key, BackendAnswer answer) {
        caches.get(key.cache()).put(key.key(), copy(answer));
    }

    Object get(CacheKey key) {
        return caches.get(key.cache()).getIfPresent(key.key());
    }
}
