package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final long PATIENT = 60_000;
    private static final BackendAnswer REFUSED =
            BackendAnswer.failed("gitea", Failure.of(Reason.REFUSED, "the connection is refused"));
    private static final CacheKey LIST = CacheKey.of("gitea", "list", null);

    private final Kept kept = new Kept(1000);
    private final List<String> loads = new ArrayList<>();

    /** Loads that were started and did not run yet: the test is the source's thread. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private final Flights flights = new Flights(this::load, kept.caches, kept.clock, Runnable::run);
    private BackendAnswer answer = Kept.answer("gitea");

    private BackendAnswer load(String source, String operation, ExtensionId id) {
        loads.add(operation + ":" + source + ":" + id);
        return answer;
    }

    private CompletableFuture<SourceAnswer> join() {
        return join("gitea", "list", null, waiting::add, PATIENT);
    }

    private CompletableFuture<SourceAnswer> join(
            String source, String operation, ExtensionId id, Executor executor, long patience) {
        return flights.join(source, source, operation, id, executor, patience).toCompletableFuture();
    }

    @Test
    void anyNumberOfCallersCauseOneLoad() {
        List<CompletableFuture<SourceAnswer>> callers =
                IntStream.range(0, 100).mapToObj(i -> join()).toList();
        assertThat(callers).allSatisfy(caller -> assertThat(caller).isNotDone());
        assertThat(waiting).hasSize(1);
        waiting.remove().run();

        assertThat(callers).allSatisfy(caller -> {
            assertThat(caller).isCompleted();
            assertThat(caller.join().answer()).isSameAs(answer);
            assertThat(caller.join().state()).isEqualTo(State.FRESH);
            assertThat(caller.join().freshFor()).isEqualTo(Kept.TTL);
        });
        assertThat(callers)
                .extracting(caller -> caller.join().use())
                .startsWith(CacheUse.MISS)
                .filteredOn(CacheUse.COALESCED::equals)
                .hasSize(99);
        assertThat(flights.coalesced()).isEqualTo(99);
        assertThat(loads).hasSize(1);
    }

    @Test
    void differentThingsAreDifferentFlights() {
        join();
        join("oci", "list", null, waiting::add, PATIENT);
        join("gitea", "find", provider("aws"), waiting::add, PATIENT);
        join("gitea", "versions", provider("aws"), waiting::add, PATIENT);
        join("gitea", "versions", provider("hetzner"), waiting::add, PATIENT);

        assertThat(waiting).hasSize(5);
        assertThat(flights.coalesced()).isZero();
    }

    @Test
    void aFailureIsHandedToThoseWhoWaitAndThenForgotten() {
        answer = REFUSED;
        CompletableFuture<SourceAnswer> first = join();
        CompletableFuture<SourceAnswer> second = join();
        waiting.remove().run();
        assertThat(first.join().failure()).contains(REFUSED.failure());
        assertThat(second.join().failure()).contains(REFUSED.failure());

        answer = Kept.answer("gitea");
        CompletableFuture<SourceAnswer> third = join();
        waiting.remove().run();
        assertThat(third.join().answer()).isSameAs(answer);
    }

    @Test
    void aLoadThatBreaksOffStillLands() {
        Flights broken = new Flights(
                (source, operation, id) -> {
                    throw new StackOverflowError();
                },
                kept.caches,
                kept.clock,
                Runnable::run);
        CompletableFuture<SourceAnswer> caller = broken.join("gitea", "gitea", "list", null, waiting::add, PATIENT)
                .toCompletableFuture();
        try {
            waiting.remove().run();
        } catch (StackOverflowError e) {
            // The thread's own affair.
        }

        assertThat(caller.join().answer().failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        broken.join("gitea", "gitea", "list", null, waiting::add, PATIENT);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void whoRunsOutOfPatienceLeavesTheFlightToTheOthers() throws Exception {
        CompletableFuture<SourceAnswer> patient = join();
        CompletableFuture<SourceAnswer> hasty = join("gitea", "list", null, waiting::add, 1);

        assertThat(hasty.get(20, TimeUnit.SECONDS).answer().failure().reason()).isEqualTo(Reason.LOADING);
        assertThat(patient).isNotDone();
        waiting.remove().run();
        assertThat(patient.join().answer()).isSameAs(answer);
    }

    @Test
    void whoLeavesTakesNothingFromTheOthers() {
        CompletableFuture<SourceAnswer> first = join();
        CompletableFuture<SourceAnswer> second = join();
        first.cancel(true);
        waiting.remove().run();

        assertThat(second.join().answer()).isSameAs(answer);
    }

    @Test
    void whoWantsOneExtensionIsToldOfATimeout() throws Exception {
        CompletableFuture<SourceAnswer> hasty = join("gitea", "find", provider("aws"), waiting::add, 1);

        Failure failure = hasty.get(20, TimeUnit.SECONDS).answer().failure();
        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure.message()).isEqualTo("no answer in 1 ms");
    }

    @Test
    void whereNoThreadIsFreeTheAnswerIsAFailureAtOnceAndNothingStays() {
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        SourceAnswer refused = join("gitea", "list", null, full, PATIENT).join();
        assertThat(refused.answer().failure().reason()).isEqualTo(Reason.UNAVAILABLE);

        CompletableFuture<SourceAnswer> next = join();
        waiting.remove().run();
        assertThat(next.join().answer()).isSameAs(answer);
    }

    @Test
    void whatLandedBetweenTheLookAndTheCallIsTheAnswer() {
        kept.put(LIST, Kept.answer("gitea"));

        assertThat(join()).isCompleted();
        assertThat(loads).isEmpty();
        assertThat(waiting).isEmpty();
    }

    @Test
    void aCopyThatIsDueIsNotTakenForOneThatHasJustLanded() {
        kept.put(LIST, Kept.answer("gitea"));
        kept.clock.advance(Duration.ofSeconds(299));

        assertThat(join()).isNotDone();
        assertThat(waiting).hasSize(1);
    }

    @Test
    void aNoBeyondItsTimeIsNotTakenForOneThatHasJustLanded() {
        CacheKey key = CacheKey.of("gitea", "find", provider("aws"));
        CachedAnswer old = kept.copy(BackendAnswer.absent("gitea"));
        kept.clock.advance(Kept.NEGATIVE);
        kept.caches.get(CacheName.METADATA).put(key.key(), old);

        assertThat(join("gitea", "find", provider("aws"), waiting::add, PATIENT))
                .isNotDone();
        assertThat(waiting).hasSize(1);
    }

    @Test
    void aRenewalIsStartedOnceAndWaitedForByNobody() {
        flights.renew("gitea", "list", null, waiting::add);
        flights.renew("gitea", "list", null, waiting::add);
        assertThat(waiting).hasSize(1);
        assertThat(flights.coalesced()).isZero();

        CompletableFuture<SourceAnswer> caller = join();
        waiting.remove().run();
        assertThat(caller.join().use()).isEqualTo(CacheUse.COALESCED);
        assertThat(loads).hasSize(1);
    }

    @Test
    void aSourceThatDoesNotOfferTheOperationIsLeftOut() {
        answer = BackendAnswer.skipped("gitea");
        CompletableFuture<SourceAnswer> caller = join();
        waiting.remove().run();

        assertThat(caller.join().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void aNoIsFreshForItsOwnTime() {
        answer = BackendAnswer.absent("gitea");
        CompletableFuture<SourceAnswer> caller = join("gitea", "find", provider("aws"), waiting::add, PATIENT);
        waiting.remove().run();

        assertThat(caller.join().freshFor()).isEqualTo(Kept.NEGATIVE);
    }

    @Test
    void whoWaitedGoesOnWhereHeSaidAndNotOnTheLoadsThread() {
        Deque<Runnable> continuations = new ArrayDeque<>();
        Flights careful = new Flights(this::load, kept.caches, kept.clock, continuations::add);
        CompletableFuture<SourceAnswer> caller = careful.join("gitea", "gitea", "list", null, waiting::add, PATIENT)
                .toCompletableFuture();
        waiting.remove().run();
        assertThat(caller).isNotDone();

        continuations.remove().run();
        assertThat(caller).isCompleted();
    }
}
