package io.provisioning.extensionregistry.health;

import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.CachedAnswer;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.upstream.RateBudget;
import io.provisioning.extensionregistry.upstream.SourceGuards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Looks up the condition of sources. */
public final class SourceConditions {
    private final Caches caches;
    private final SourceGuards guards;
    private final Clock clock;

    public SourceConditions(Caches caches, SourceGuards guards, Clock clock) {
        this.caches = caches;
        this.guards = guards;
        this.clock = clock;
    }

    /** The condition at this moment. */
    public SourceCondition of(String source) {
        Instant now = clock.instant();
        Object kept = caches.get(CacheName.LIST).policy().getIfPresentQuietly("list:" + source);
        return new SourceCondition(
                kept != null,
                kept instanceof CachedAnswer copy ? staleFor(copy, now) : null,
                guards.circuit(source).orElse(null),
                guards.budget(source).map(budget -> view(budget, now)).orElse(null));
    }

    private Long staleFor(CachedAnswer copy, Instant now) {
        Duration left = caches.freshness().left(copy, now);
        return left.isNegative() || left.isZero() ? Long.valueOf(left.negated().toSeconds()) : null;
    }

    private static SourceCondition.Budget view(RateBudget budget, Instant now) {
        Long reset = budget.resetAt() == null
                ? null
                : Duration.between(now, budget.resetAt()).toSeconds();
        return new SourceCondition.Budget(budget.limit(), budget.remaining(), reset);
    }
}
