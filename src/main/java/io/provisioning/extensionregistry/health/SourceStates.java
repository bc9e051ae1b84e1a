package io.provisioning.extensionregistry.health;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of each source: the last thing asked of it, probe or request, decides. */
public final class SourceStates {
    private static final Logger LOG = LoggerFactory.getLogger(SourceStates.class);

    private final Clock clock;
    private final Map<String, SourceState> states = new ConcurrentHashMap<>();
    private final Set<String> late = new HashSet<>();
    private final Map<String, Map<String, Integer>> skipped = new ConcurrentHashMap<>();

    public SourceStates(Clock clock) {
        this.clock = clock;
    }

    /** What is known of a source; {@link SourceState#UNKNOWN} if nothing was asked of it. */
    public SourceState of(String source) {
        return states.getOrDefault(source, SourceState.UNKNOWN);
    }

    /**
     * Waits until something is known of each of these sources. Of one that says nothing until then, a log line will tell
     * that it answers.
     *
     * @param patience how long at most
     */
    public void await(Collection<String> sources, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (late) {
            while (!states.keySet().containsAll(sources)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                late.wait(left);
            }
            late.addAll(sources);
            late.removeAll(states.keySet());
        }
    }

    /** What the last catalogue of a source passed over, counted by reason; empty if nothing. */
    public Map<String, Integer> skipped(String source) {
        return skipped.getOrDefault(source, Map.of());
    }

    /**
     * Remembers how a call went. One log line is written each time that a source fails for another reason, comes back,
     * or passes over other things than before.
     */
    public void record(BackendAnswer answer, String operation, Duration duration) {
        switch (answer.outcome()) {
            case ANSWERED, ABSENT -> up(answer.source(), duration);
            case FAILED -> down(answer.source(), answer.failure());
            case SKIPPED -> {
                return;
            }
        }
        if ("list".equals(operation) && answer.outcome() == BackendAnswer.Outcome.ANSWERED) {
            Map<String, Integer> before = skipped.put(answer.source(), answer.skipped());
            if (!answer.skipped().equals(before)
                    && !(before == null && answer.skipped().isEmpty())) {
                LOG.info("{}: passed over in the catalogue: {}", answer.source(), answer.skipped());
            }
        }
    }

    /** A source that is no longer there is forgotten. */
    public void forget(String source) {
        states.remove(source);
        skipped.remove(source);
    }

    private void up(String source, Duration duration) {
        SourceState before = states.put(source, new SourceState(true, duration.toMillis(), clock.instant(), null));
        boolean wasLate = known(source);
        if (before != null && !before.healthy()) {
            LOG.info("{}: answers again", source);
        } else if (wasLate) {
            LOG.info("{}: answers", source);
        }
    }

    /** Tells who waits; true if nobody waits any more for this source, because that took too long. */
    private boolean known(String source) {
        synchronized (late) {
            late.notifyAll();
            return late.remove(source);
        }
    }

    private void down(String source, Failure failure) {
        if (failure.reason() == Reason.LOADING) {
            return;
        }
        SourceState before = of(source);
        if (failure.reason() == Reason.CIRCUIT_OPEN && before.failure() != null) {
            // Why it is open says more, and nobody was asked.
            return;
        }
        states.put(source, new SourceState(false, before.latencyMs(), before.lastSuccess(), failure));
        known(source);
        if (before.failure() == null || before.failure().reason() != failure.reason()) {
            LOG.warn("{}: {} ({})", source, failure.reason().wireName(), failure.message());
        }
    }
}
