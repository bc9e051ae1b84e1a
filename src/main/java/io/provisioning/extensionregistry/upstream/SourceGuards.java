package io.provisioning.extensionregistry.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.provisioning.extensionregistry.config.SourceSettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What keeps us from calling sources, for those who show it. */
public final class SourceGuards {
    private record Guard(CircuitBreaker breaker, Admission admission) {}

    private final Clock clock;
    private final Map<String, Guard> guards = new ConcurrentHashMap<>();

    /** @param clock of circuit breakers and of waiting */
    public SourceGuards(Clock clock) {
        this.clock = clock;
    }

    /** Makes what {@link SourceBeans#of} makes, and keeps an eye on it. */
    public Map<String, Object> beans(SourceSettings settings) {
        Map<String, Object> beans = SourceBeans.of(settings, clock);
        String id = settings.id();
        guards.put(
                id, new Guard((CircuitBreaker) beans.get(id + ".breaker"), (Admission) beans.get(id + ".admission")));
        return beans;
    }

    /** {@code closed}, {@code half_open} or {@code open}; empty if there is no such source. */
    public Optional<String> circuit(String source) {
        return Optional.ofNullable(guards.get(source)).map(guard -> Breakers.state(guard.breaker()));
    }

    /** 0 closed, 1 half open, 2 open; 0 if there is no such source. */
    public int circuitFigure(String source) {
        return Optional.ofNullable(guards.get(source))
                .map(guard -> Breakers.figure(guard.breaker()))
                .orElse(0);
    }

    /** What the source last said of its budget; empty if that is not known. */
    public Optional<RateBudget> budget(String source) {
        return Optional.ofNullable(guards.get(source))
                .flatMap(guard -> guard.admission().budget());
    }
}
