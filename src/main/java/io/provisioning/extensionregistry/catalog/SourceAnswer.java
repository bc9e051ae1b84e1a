package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What one source contributed to one request, and how.
 *
 * @param source the id of the source
 * @param kind for example {@code gitea} or {@code oci}; a drop-in's own id
 * @param answer what it answered, now or when the copy was made
 * @param state of the copy
 * @param use whether the copy was there, was made for this request, or by a flight that others had started
 * @param age of the copy; zero if it was made for this request
 * @param freshFor how long the copy stays fresh; zero if it is not
 * @param renewalFailure why a stale copy could not be renewed, or the source of any copy not be asked as the request wanted;
 *     null if that is not known or not so
 */
public record SourceAnswer(
        String source,
        String kind,
        BackendAnswer answer,
        State state,
        CacheUse use,
        Duration age,
        Duration freshFor,
        Failure renewalFailure) {

    /** The {@code state} in {@code X-Registry-Sources}. */
    public enum State {
        FRESH,
        STALE,
        FAILED,
        SKIPPED;

        /** The spelling in headers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The spellings of {@code X-Cache}, the worst last. */
    public enum CacheUse {
        HIT,
        COALESCED,
        MISS,
        STALE;

        /** The spelling in headers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SourceAnswer {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(answer, "answer");
    }

    /** A contribution whose copy nobody failed to renew. */
    public SourceAnswer(
            String source,
            String kind,
            BackendAnswer answer,
            State state,
            CacheUse use,
            Duration age,
            Duration freshFor) {
        this(source, kind, answer, state, use, age, freshFor, null);
    }

    /** A source that gave nothing. */
    public static SourceAnswer failed(String kind, BackendAnswer answer, CacheUse use) {
        return new SourceAnswer(answer.source(), kind, answer, State.FAILED, use, Duration.ZERO, Duration.ZERO);
    }

    /** A source that was not asked. */
    public static SourceAnswer skipped(String source, String kind) {
        return new SourceAnswer(
                source, kind, BackendAnswer.skipped(source), State.SKIPPED, CacheUse.HIT, Duration.ZERO, Duration.ZERO);
    }

    /** The same a while later; one that is not a copy does not age. */
    SourceAnswer older(Duration elapsed) {
        return isAsked() && !isFailed()
                ? new SourceAnswer(
                        source, kind, answer, state, use, age.plus(elapsed), freshFor.minus(elapsed), renewalFailure)
                : this;
    }

    /** The same copy, given because the source failed. */
    public SourceAnswer because(Failure why) {
        return new SourceAnswer(source, kind, answer, state, use, age, freshFor, why);
    }

    /** Whether the source was asked at all. */
    public boolean isAsked() {
        return answer.outcome() != BackendAnswer.Outcome.SKIPPED;
    }

    /** Whether it gave nothing: neither an answer nor a copy of one. */
    public boolean isFailed() {
        return answer.outcome() == BackendAnswer.Outcome.FAILED;
    }

    /** Why it gave nothing, or a copy; empty if neither is so, or the latter is not known. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(isFailed() ? answer.failure() : renewalFailure);
    }

    /** Short, and made without effort: comparisons in routes write it where nobody reads it. */
    @Override
    public String toString() {
        return source;
    }
}
