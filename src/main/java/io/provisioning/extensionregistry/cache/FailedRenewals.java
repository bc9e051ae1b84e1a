package io.provisioning.extensionregistry.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Remembers which loads failed, so that stale copies can say why they are, and a source that is down is left in peace. */
final class FailedRenewals {
    /** The longest that the next renewal is put off; the first time it is a second, then twice as long each time. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Cache<CacheKey, FailedRenewal> failures;
    private final Clock clock;

    /** @param capacity how many are remembered */
    FailedRenewals(long capacity, Clock clock) {
        this.failures = Caffeine.newBuilder().maximumSize(capacity).build();
        this.clock = clock;
    }

    /** What became of the last load; empty if it succeeded, there was none, or it is forgotten. */
    Optional<FailedRenewal> last(CacheKey key) {
        return Optional.ofNullable(failures.getIfPresent(key));
    }

    void succeeded(CacheKey key) {
        failures.invalidate(key);
    }

    /** That nobody was asked because the circuit is open explains nothing if it is known why it is. */
    void failed(CacheKey key, Failure failure) {
        failures.asMap().compute(key, (same, before) -> {
            int times = before == null ? 1 : before.times() + 1;
            boolean keepsReason = before != null && failure.reason() == Reason.CIRCUIT_OPEN;
            return new FailedRenewal(
                    keepsReason ? before.failure() : failure,
                    times,
                    clock.instant().plus(pause(times)));
        });
    }

    private static Duration pause(int times) {
        Duration pause = Duration.ofSeconds(1L << Math.min(times - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
