package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.BackendAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A source's answer as it is kept.
 *
 * @param answer never a failure: what failed is not kept
 * @param loadedAt when the source had answered
 * @param restored whether it outlived a restart; such a copy is stale until its source has answered again
 */
public record CachedAnswer(BackendAnswer answer, Instant loadedAt, boolean restored) {
    public CachedAnswer {
        Objects.requireNonNull(loadedAt, "loadedAt");
        if (answer.outcome() == BackendAnswer.Outcome.FAILED || answer.outcome() == BackendAnswer.Outcome.SKIPPED) {
            throw new IllegalArgumentException("not to be kept: " + answer.outcome());
        }
    }

    /** What a source has answered in this run. */
    public CachedAnswer(BackendAnswer answer, Instant loadedAt) {
        this(answer, loadedAt, false);
    }

    /** Another answer in the place of this one, as old as this one. */
    public CachedAnswer withAnswer(BackendAnswer other) {
        return new CachedAnswer(other, loadedAt, restored);
    }

    /** Whether the source said that it does not have what was asked for. */
    public boolean isAbsence() {
        return answer.outcome() == BackendAnswer.Outcome.ABSENT;
    }

    /** How old the copy is; never negative. */
    public Duration age(Instant now) {
        Duration age = Duration.between(loadedAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
