package io.provisioning.extensionregistry.upstream;

import java.time.Instant;

/**
 * What a source said of how often it may still be called.
 *
 * @param limit calls in one period; null if it did not say
 * @param remaining calls that are left of it; 0 or more
 * @param resetAt when there will be more; null if it did not say
 */
public record RateBudget(Long limit, long remaining, Instant resetAt) {
    /** Whether nothing is left and the time at which there will be more is still to come. */
    public boolean isSpent(Instant now) {
        return remaining == 0 && resetAt != null && now.isBefore(resetAt);
    }
}
