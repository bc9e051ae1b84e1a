package io.provisioning.extensionregistry.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Makes the circuit breaker of a source. What a source says of one thing only is no failure of the source. */
public final class Breakers {
    private static final Set<Reason> FAILURES =
            EnumSet.of(Reason.REFUSED, Reason.TIMEOUT, Reason.UNAVAILABLE, Reason.TLS, Reason.RATE_LIMITED);

    private Breakers() {}

    /** A closed one. After its wait it lets one call through, which decides. */
    public static CircuitBreaker create(SourceSettings settings, Clock clock) {
        int calls = settings.resilience().breakerCalls();
        return CircuitBreaker.of(
                settings.id(),
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(calls)
                        .minimumNumberOfCalls(calls)
                        .failureRateThreshold(settings.resilience().breakerFailurePercent())
                        .waitDurationInOpenState(settings.resilience().breakerWait())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreException(Failures::isOurOwn)
                        .recordException(Breakers::isFailure)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** The spelling in health: {@code closed}, {@code half_open} or {@code open}. */
    public static String state(CircuitBreaker breaker) {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** The figure in metrics: 0 closed, 1 half open, 2 open. */
    public static int figure(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 2;
            case HALF_OPEN -> 1;
            default -> 0;
        };
    }

    static boolean isFailure(Throwable thrown) {
        return Failures.known(thrown)
                .filter(failure -> FAILURES.contains(failure.reason()))
                .isPresent();
    }
}
