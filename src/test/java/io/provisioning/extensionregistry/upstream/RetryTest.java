package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.Resilience;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubAnswer.Fault;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are made again, and how often. */
class RetryTest {
    private StubServer server;
    private CallRoutes calls;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        server = StubServer.start();
        url = server.url("/api");
        calls = new CallRoutes(
                TestSettings.gitea(server.url()).with(new Resilience(2, 10, 50, Duration.ofSeconds(10))),
                new HandClock());
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
        server.close();
    }

    @Test
    void aServerThatRecoversIsAskedUntilItAnswers() throws Exception {
        server.on("/api", StubAnswer.status(503), StubAnswer.status(500), StubAnswer.json("{}"));

        assertThat(calls.get(url).status()).isEqualTo(200);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aStreamIsAskedForAgainBeforeItsFirstByte() {
        server.on("/api", StubAnswer.status(503), StubAnswer.json("the file"));

        assertThat(calls.read(url)).isEqualTo("the file");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void twoFurtherTriesAreEnough() {
        server.on("/api", StubAnswer.status(503));

        assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aConnectionThatBreaksOffIsTriedAgain() throws Exception {
        server.on("/api", StubAnswer.json("{\"long\":\"enough\"}").failing(Fault.RESET), StubAnswer.json("{}"));

        assertThat(calls.get(url).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void aRefusalIsNotAskedTwice(int status) {
        server.on("/api", StubAnswer.status(status));

        calls.read(url);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void silenceHasUsedUpItsTime() {
        server.on("/api", StubAnswer.status(200).failing(Fault.SILENCE));

        assertThat(calls.failure(url).reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aProbeIsNotRepeated() {
        server.on("/api", StubAnswer.status(503));

        assertThat(calls.failure(url, "operation", "ping").reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void nothingIsTriedAgainThatCannotEndInTime() {
        server.on("/api", StubAnswer.status(503));

        assertThat(calls.failure(url, "deadline", Instant.now().plusSeconds(1)).reason())
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("E30: a short Retry-After is waited for, a long one is not")
    void aShortRetryAfterIsWaitedForALongOneIsNot() throws Exception {
        server.on("/api", StubAnswer.status(503).with("Retry-After", "0"), StubAnswer.json("{}"));
        assertThat(calls.get(url).status()).isEqualTo(200);

        server.on("/api", StubAnswer.status(503).with("Retry-After", "3"), StubAnswer.json("{}"));
        assertThat(calls.failure(url).retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void whenTheCircuitOpensMeanwhileTheFirstFailureIsTheReason() throws Exception {
        try (CallRoutes nervous = new CallRoutes(
                TestSettings.gitea(server.url()).with(new Resilience(2, 2, 50, Duration.ofSeconds(10))),
                new HandClock())) {
            server.on("/api", StubAnswer.status(503));

            assertThat(nervous.failure(url).reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(server.requests()).hasSize(2);
            assertThat(nervous.failure(url).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        }
    }
}
