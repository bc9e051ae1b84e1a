package io.provisioning.extensionregistry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedRenewalsTest {
    private static final CacheKey LIST = CacheKey.of("gitea", "list", null);
    private static final Failure TIMEOUT = Failure.of(Reason.TIMEOUT, "no answer in time");
    private static final Failure OPEN = Failure.of(Reason.CIRCUIT_OPEN, "it failed too often");

    private final HandClock clock = new HandClock();
    private final FailedRenewals failures = new FailedRenewals(10, clock);

    @Test
    void thePauseDoublesUpToItsLongest() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            failures.failed(LIST, TIMEOUT);
            pauses.add(Duration.between(
                    clock.instant(), failures.last(LIST).orElseThrow().notBefore()));
        }
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void aSuccessEndsIt() {
        failures.failed(LIST, TIMEOUT);
        failures.failed(LIST, TIMEOUT);
        failures.succeeded(LIST);
        assertThat(failures.last(LIST)).isEmpty();

        failures.failed(LIST, TIMEOUT);
        assertThat(failures.last(LIST).orElseThrow().times()).isEqualTo(1);
    }

    @Test
    void anOpenCircuitDoesNotHideWhyItIsOpen() {
        failures.failed(LIST, OPEN);
        assertThat(failures.last(LIST).orElseThrow().failure()).isEqualTo(OPEN);

        failures.failed(LIST, TIMEOUT);
        failures.failed(LIST, OPEN);
        assertThat(failures.last(LIST).orElseThrow().failure()).isEqualTo(TIMEOUT);
    }
}
