package io.provisioning.extensionregistry.health;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of each source: the last thing asked of it, probe or request, decides. */
public final class SourceStates {
    private static final Logger LOG = LoggerFactory.getLogger(SourceStates.class);

    private final Clock clock;
    private final Map<String, SourceState> states = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> skipped = new ConcurrentHashMap<>();

    public SourceStates(Clock clock) {
        this.clock = clock;
    }

    /** What is known of a source; {@link SourceState#UNKNOWN} if nothing was asked of it. */
    public SourceState of(String source) {
        return states.getOrDefault(source, SourceState.UNKNOWN);
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
        if (before != null && !before.healthy()) {
            LOG.info("{}: answers again", source);
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
        if (before.failure() == null || before.failure().reason() != failure.reason()) {
            LOG.warn("{}: {} ({})", source, failure.reason().wireName(), failure.message());
        }
    }
}
