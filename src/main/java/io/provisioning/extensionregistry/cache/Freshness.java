package io.provisioning.extensionregistry.cache;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;

/**
 * How long copies serve. A copy is fresh for {@code ttl}, then stale and still served for {@code stale}; an absence is
 * kept for {@code negativeTtl} and never stale. What outlived a restart is stale from the start.
 *
 * @param ttl how long an answer is fresh
 * @param stale how long it is kept after that
 * @param negativeTtl how long a "no" is kept
 */
public record Freshness(Duration ttl, Duration stale, Duration negativeTtl) {
    /** From this part of its life on, a copy that is asked for is renewed ahead of its expiry. */
    private static final double RENEW_FROM = 0.8;

    /** What is left of the copy's freshness; zero or negative if it is stale. */
    public Duration left(CachedAnswer copy, Instant now) {
        return lifetime(copy).minus(copy.age(now));
    }

    /** Whether the copy is near its expiry; an absence never is. */
    public boolean isDueForRenewal(CachedAnswer copy, Instant now) {
        return !copy.isAbsence() && (copy.restored() || copy.age(now).toMillis() >= ttl.toMillis() * RENEW_FROM);
    }

    /** What is left of the time for which the copy is kept; zero or negative if it must not serve any more. */
    public Duration keptFor(CachedAnswer copy, Instant now) {
        return (copy.isAbsence() ? negativeTtl : ttl.plus(stale)).minus(copy.age(now));
    }

    private Duration lifetime(CachedAnswer copy) {
        if (copy.restored()) {
            return Duration.ZERO;
        }
        return copy.isAbsence() ? negativeTtl : ttl;
    }

    /** The rule for a cache of copies: what can no longer serve is dropped. */
    Expiry<Object, Object> expiry() {
        return Expiry.writing(
                (key, value) -> value instanceof CachedAnswer copy && copy.isAbsence() ? negativeTtl : ttl.plus(stale));
    }
}
