package io.provisioning.extensionregistry.health;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceStatesTest {
    private static final Duration TOOK = Duration.ofMillis(12);

    private final HandClock clock = new HandClock();
    private final SourceStates states = new SourceStates(clock);
    private final LogLines log = new LogLines(SourceStates.class);

    @AfterEach
    void stop() {
        log.close();
    }

    private void answers(String operation) {
        states.record(catalog("gitea"), operation, TOOK);
    }

    private void fails(Reason reason) {
        states.record(BackendAnswer.failed("gitea", Failure.of(reason, "it failed")), "ping", TOOK);
    }

    private void skips(Map<String, Integer> skipped) {
        states.record(BackendAnswer.catalog("gitea", List.of(), skipped), "list", TOOK);
    }

    @Test
    void beforeAnythingWasAskedNothingIsKnown() {
        assertThat(states.of("gitea")).isEqualTo(SourceState.UNKNOWN);
        assertThat(states.skipped("gitea")).isEmpty();
    }

    @Test
    void theLastThingAskedDecides() {
        answers("ping");
        Instant success = clock.instant();
        assertThat(states.of("gitea")).isEqualTo(new SourceState(true, 12L, success, null));

        clock.advance(Duration.ofSeconds(10));
        fails(Reason.TIMEOUT);
        assertThat(states.of("gitea"))
                .isEqualTo(new SourceState(false, 12L, success, Failure.of(Reason.TIMEOUT, "it failed")));

        states.record(BackendAnswer.absent("gitea"), "find", TOOK);
        assertThat(states.of("gitea")).isEqualTo(new SourceState(true, 12L, clock.instant(), null));
    }

    @Test
    void eachChangeIsOneLine() {
        answers("ping");
        answers("list");
        fails(Reason.TIMEOUT);
        fails(Reason.TIMEOUT);
        fails(Reason.TIMEOUT);
        fails(Reason.REFUSED);
        fails(Reason.REFUSED);
        answers("ping");
        answers("ping");
        fails(Reason.REFUSED);

        assertThat(log.lines())
                .containsExactly(
                        "WARN gitea: timeout (it failed)",
                        "WARN gitea: refused (it failed)",
                        "INFO gitea: answers again",
                        "WARN gitea: refused (it failed)");
    }

    @Test
    void whatWasNotAskedAndWhatIsStillLoadingChangesNothing() {
        answers("ping");
        SourceState before = states.of("gitea");
        states.record(BackendAnswer.skipped("gitea"), "list", TOOK);
        fails(Reason.LOADING);

        assertThat(states.of("gitea")).isEqualTo(before);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatACataloguePassesOverIsToldOnceForEachChange() {
        skips(Map.of());
        assertThat(log.lines()).isEmpty();
        skips(Map.of("no_version", 2));
        skips(Map.of("no_version", 2));
        assertThat(states.skipped("gitea")).containsExactly(Map.entry("no_version", 2));
        skips(Map.of());

        assertThat(log.lines())
                .containsExactly(
                        "INFO gitea: passed over in the catalogue: {no_version=2}",
                        "INFO gitea: passed over in the catalogue: {}");
        assertThat(states.skipped("gitea")).isEmpty();
    }

    @Test
    void oneExtensionSaysNothingOfTheCatalogue() {
        skips(Map.of("no_version", 2));
        answers("find");

        assertThat(states.skipped("gitea")).containsKey("no_version");
    }

    @Test
    void sourcesDoNotMixAndCanBeForgotten() {
        fails(Reason.TLS);
        states.record(catalog("oci"), "ping", TOOK);
        assertThat(states.of("oci").healthy()).isTrue();

        states.forget("gitea");
        assertThat(states.of("gitea")).isEqualTo(SourceState.UNKNOWN);
        assertThat(states.of("oci").healthy()).isTrue();
    }

    @Test
    void anOpenCircuitDoesNotHideWhyItIsOpen() {
        fails(Reason.TIMEOUT);
        fails(Reason.CIRCUIT_OPEN);

        assertThat(states.of("gitea").failure().reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void whoWaitsIsToldAsSoonAsEverySourceHasSaidSomething() throws Exception {
        answers("ping");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> await("gitea", "oci", Duration.ofHours(1)));
        assertThat(waiting).isNotDone();
        states.record(BackendAnswer.failed("oci", Failure.of(Reason.REFUSED, "it failed")), "ping", TOOK);

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30));
        answers("ping");
        assertThat(log.lines()).containsExactly("WARN oci: refused (it failed)");
    }

    @Test
    void whatSaysNothingIsNotWaitedForAndItsFirstAnswerIsTold() {
        answers("ping");
        await("gitea", "oci", Duration.ofMillis(1));
        assertThat(log.lines()).isEmpty();
        states.record(catalog("oci"), "ping", TOOK);
        states.record(catalog("oci"), "ping", TOOK);
        answers("ping");

        assertThat(log.lines()).containsExactly("INFO oci: answers");
    }

    private void await(String one, String other, Duration patience) {
        try {
            states.await(List.of(one, other), patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
