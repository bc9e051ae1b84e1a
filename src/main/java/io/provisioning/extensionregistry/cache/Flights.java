package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Single-flight: whoever misses the same thing at the same time shares one load. Waiting holds no thread; whoever goes
 * away takes nothing from the others; a failure is handed to those who wait and then forgotten.
 */
public final class Flights {
    /** Starts a load: calls the source, keeps the answer, and answers what the source said. */
    @FunctionalInterface
    public interface Loader {
        /** Never throws and never answers null: a failure is an answer. Called on a thread of the source's own. */
        BackendAnswer load(String source, String operation, ExtensionId id);
    }

    private final Loader loader;
    private final Caches caches;
    private final Clock clock;
    private final Executor waiters;
    private final Map<CacheKey, CompletableFuture<BackendAnswer>> flying = new ConcurrentHashMap<>();
    private final FailedRenewals failures;
    private final LongAdder coalesced = new LongAdder();

    /** @param waiters where those who waited go on, so that a load never runs their work */
    public Flights(Loader loader, Caches caches, Clock clock, Executor waiters) {
        this.loader = loader;
        this.caches = caches;
        this.clock = clock;
        this.waiters = waiters;
        this.failures = new FailedRenewals(caches.capacity(), clock);
    }

    /**
     * Waits for the answer, which a flight that is under way brings or one that is started now.
     *
     * @param id null for {@code list}
     * @param executor threads of the source's own
     * @param patienceMs how long to wait, in milliseconds; the flight goes on after that
     */
    public CompletionStage<SourceAnswer> join(
            String source, String kind, String operation, ExtensionId id, Executor executor, long patienceMs) {
        return join(source, kind, operation, id, executor, patienceMs, false);
    }

    /** As {@link #join}, for those who know that there is a copy and want the source asked all the same. */
    public CompletionStage<SourceAnswer> joinAnew(
            String source, String kind, String operation, ExtensionId id, Executor executor, long patienceMs) {
        return join(source, kind, operation, id, executor, patienceMs, true);
    }

    private CompletionStage<SourceAnswer> join(
            String source,
            String kind,
            String operation,
            ExtensionId id,
            Executor executor,
            long patienceMs,
            boolean anew) {
        CompletableFuture<BackendAnswer> own = new CompletableFuture<>();
        CacheKey key = CacheKey.of(source, operation, id);
        CompletableFuture<BackendAnswer> shared = flying.putIfAbsent(key, own);
        CacheUse use = shared == null ? CacheUse.MISS : CacheUse.COALESCED;
        if (shared == null) {
            shared = own;
            start(key, own, source, operation, id, executor, anew);
        } else {
            coalesced.increment();
        }
        BackendAnswer tooLate = BackendAnswer.failed(source, tooLate(operation, patienceMs));
        return shared.copy()
                .completeOnTimeout(tooLate, patienceMs, TimeUnit.MILLISECONDS)
                .thenApplyAsync(answer -> toSourceAnswer(answer, kind, use), waiters);
    }

    /** Starts a flight if none is under way, and waits for nothing. */
    public void renew(String source, String operation, ExtensionId id, Executor executor) {
        CompletableFuture<BackendAnswer> own = new CompletableFuture<>();
        CacheKey key = CacheKey.of(source, operation, id);
        if (flying.putIfAbsent(key, own) == null) {
            start(key, own, source, operation, id, executor, false);
        }
    }

    /**
     * The loads that are under way at this moment; what they bring may be older than what somebody asks for now.
     *
     * @return completed when all of them have landed and their answers are kept; empty if there is none
     */
    public Optional<CompletionStage<Void>> underWay(List<CacheKey> keys) {
        CompletableFuture<?>[] now =
                keys.stream().map(flying::get).filter(Objects::nonNull).toArray(CompletableFuture[]::new);
        return now.length == 0 ? Optional.empty() : Optional.of(CompletableFuture.allOf(now));
    }

    /** Why the last load of something failed; null if it did not, or that is not known. */
    public FailedRenewal lastFailure(String source, String operation, ExtensionId id) {
        return failures.last(CacheKey.of(source, operation, id)).orElse(null);
    }

    /** How many waited for a load that somebody else had started. */
    public long coalesced() {
        return coalesced.sum();
    }

    private void start(
            CacheKey key,
            CompletableFuture<BackendAnswer> flight,
            String source,
            String operation,
            ExtensionId id,
            Executor executor,
            boolean anew) {
        CachedAnswer landed = anew ? null : landedMeanwhile(key);
        if (landed != null) {
            land(key, flight, landed.answer());
            return;
        }
        try {
            executor.execute(() -> fly(key, flight, source, operation, id));
        } catch (RejectedExecutionException e) {
            land(
                    key,
                    flight,
                    BackendAnswer.failed(source, Failure.of(Reason.UNAVAILABLE, "too many calls are waiting for it")));
        }
    }

    /** Lands whatever happens: a flight that never did would keep all who want the same thing waiting for ever. */
    private void fly(
            CacheKey key, CompletableFuture<BackendAnswer> flight, String source, String operation, ExtensionId id) {
        BackendAnswer answer = BackendAnswer.failed(source, Failure.of(Reason.UNAVAILABLE, "the load broke off"));
        try {
            answer = loader.load(source, operation, id);
        } finally {
            land(key, flight, answer);
        }
    }

    /** A flight may have landed between the caller's look into the cache and now: its answer is then the answer. */
    private CachedAnswer landedMeanwhile(CacheKey key) {
        Object kept = caches.get(key.cache()).policy().getIfPresentQuietly(key.key());
        return kept instanceof CachedAnswer copy && isYoung(copy) ? copy : null;
    }

    private boolean isYoung(CachedAnswer copy) {
        Instant now = clock.instant();
        Duration left = caches.freshness().left(copy, now);
        return !left.isNegative() && !left.isZero() && !caches.freshness().isDueForRenewal(copy, now);
    }

    private void land(CacheKey key, CompletableFuture<BackendAnswer> flight, BackendAnswer answer) {
        if (answer.outcome() == BackendAnswer.Outcome.FAILED) {
            failures.failed(key, answer.failure());
        } else {
            failures.succeeded(key);
        }
        flying.remove(key, flight);
        flight.complete(answer);
    }

    private static Failure tooLate(String operation, long patienceMs) {
        return "list".equals(operation)
                ? Failure.of(Reason.LOADING, "its catalogue is still being loaded")
                : Failure.of(Reason.TIMEOUT, "no answer in " + patienceMs + " ms");
    }

    private SourceAnswer toSourceAnswer(BackendAnswer answer, String kind, CacheUse use) {
        if (answer.outcome() == BackendAnswer.Outcome.FAILED) {
            return SourceAnswer.failed(kind, answer, use);
        }
        if (answer.outcome() == BackendAnswer.Outcome.SKIPPED) {
            return SourceAnswer.skipped(answer.source(), kind);
        }
        Instant now = clock.instant();
        Duration left = caches.freshness().left(new CachedAnswer(answer, now), now);
        return new SourceAnswer(answer.source(), kind, answer, State.FRESH, use, Duration.ZERO, left);
    }
}
