package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what an answer without content means. A missing answer is never an absence: "not found" is said only if
 * every source that was asked said so itself, now or in a fresh copy.
 */
public final class Truth {
    /** What clients are told to wait if no source said how long. */
    static final Duration DEFAULT_RETRY = Duration.ofSeconds(5);

    /** The longest that clients are told to wait, whatever sources say. */
    static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private static final Set<Reason> SOURCE_ERRORS = EnumSet.of(Reason.UNAUTHORIZED, Reason.TLS, Reason.INVALID_ANSWER);

    /** A stale copy that says nothing of the thing asked for, while its renewal goes on. */
    private static final Failure RENEWING = Failure.of(Reason.LOADING, "the copy is being renewed");

    private Truth() {}

    /** Whether a source that was asked gave nothing, so that the answer may lack something. */
    public static boolean isIncomplete(Gathered gathered) {
        return gathered.answers().stream().anyMatch(SourceAnswer::isFailed);
    }

    /**
     * Lets a list pass if any source that was asked answered, or none was asked.
     *
     * @throws RegistryException {@code source_error}, {@code source_unavailable} or {@code source_timeout}
     */
    public static void requireAnswer(Gathered gathered) {
        List<SourceAnswer> asked = asked(gathered).toList();
        if (!asked.isEmpty() && asked.stream().allMatch(SourceAnswer::isFailed)) {
            throw noSource(gathered);
        }
    }

    /** The error for an extension that nobody brought. */
    public static RegistryException noExtension(Gathered gathered, ExtensionId id) {
        return absence(gathered, ErrorKind.NOT_FOUND, "Extension " + id + " not found");
    }

    /**
     * The error for something that nobody brought.
     *
     * @param kind what to say if that is the truth
     * @param message likewise
     */
    public static RegistryException absence(Gathered gathered, ErrorKind kind, String message) {
        return asked(gathered).anyMatch(answer -> doubt(answer).isPresent())
                ? noSource(gathered)
                : new RegistryException(kind, message, Provenance.sources(gathered));
    }

    private static RegistryException noSource(Gathered gathered) {
        List<SourceAnswer> asked = asked(gathered).toList();
        List<Failure> doubts =
                asked.stream().flatMap(answer -> doubt(answer).stream()).toList();
        ErrorKind kind = doubts.size() < asked.size() ? ErrorKind.SOURCE_UNAVAILABLE : kind(doubts);
        String reasons = asked.stream()
                .map(answer -> answer.source() + ": "
                        + doubt(answer)
                                .map(failure -> failure.reason().wireName())
                                .orElse("does not have it"))
                .collect(Collectors.joining("; "));
        Map<String, String> headers = Provenance.sources(gathered);
        if (kind == ErrorKind.SOURCE_UNAVAILABLE) {
            headers.put("Retry-After", Long.toString(retryAfter(doubts).toSeconds()));
        }
        return new RegistryException(kind, "No source can answer now: " + reasons, headers);
    }

    private static ErrorKind kind(List<Failure> failures) {
        Set<Reason> reasons = failures.stream()
                .map(Failure::reason)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
        if (SOURCE_ERRORS.containsAll(reasons)) {
            return ErrorKind.SOURCE_ERROR;
        }
        return reasons.equals(EnumSet.of(Reason.TIMEOUT)) ? ErrorKind.SOURCE_TIMEOUT : ErrorKind.SOURCE_UNAVAILABLE;
    }

    /** The largest wish of the sources, in whole seconds, rounded up; at least one second. */
    private static Duration retryAfter(List<Failure> failures) {
        Duration wish = failures.stream()
                .flatMap(failure -> Stream.ofNullable(failure.retryAfter()))
                .max(Comparator.naturalOrder())
                .orElse(DEFAULT_RETRY);
        if (wish.compareTo(LONGEST_RETRY) >= 0) {
            return LONGEST_RETRY;
        }
        return Duration.ofSeconds(Math.max(1, wish.plusMillis(999).toSeconds()));
    }

    private static Stream<SourceAnswer> asked(Gathered gathered) {
        return gathered.answers().stream().filter(SourceAnswer::isAsked);
    }

    /** Why a source's silence on something does not prove that it lacks it; empty if it does. */
    private static Optional<Failure> doubt(SourceAnswer answer) {
        return answer.isFailed() || answer.state() == SourceAnswer.State.STALE
                ? answer.failure().or(() -> Optional.of(RENEWING))
                : Optional.empty();
    }
}
