package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.Resilience;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When nobody is asked any more, for how long, and what does not count. */
class CircuitBreakerTest {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock();
    private StubServer server;
    private CallRoutes calls;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        server = StubServer.start();
        url = server.url("/api");
        calls = new CallRoutes(settings(2), clock);
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
        server.close();
    }

    private SourceSettings settings(int maxConnections) {
        return TestSettings.source(
                        "gitea", "gitea", server.url(), Duration.ofSeconds(5), maxConnections, null, null, List.of())
                .with(new Resilience(0, 4, 50, WAIT));
    }

    @Test
    void itOpensWhenEnoughOfTheLastCallsFailed() {
        server.on("/api", StubAnswer.status(200), StubAnswer.status(200), StubAnswer.status(503));
        assertThat(read(3)).containsExactly("", "", Reason.UNAVAILABLE);
        assertThat(Breakers.state(calls.breaker())).isEqualTo("closed");

        assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(Breakers.state(calls.breaker())).isEqualTo("open");
        assertThat(Breakers.figure(calls.breaker())).isEqualTo(2);
    }

    @Test
    void anOpenOneAnswersWithoutACall() {
        open();

        assertThat(calls.failure(url).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(calls.failure(server.url("/other")).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(calls.read(url)).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void afterTheWaitOneCallDecides() throws Exception {
        open();
        clock.advance(WAIT.plusMillis(1));

        assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(server.requests()).hasSize(5);

        clock.advance(WAIT.plusMillis(1));
        server.on("/api", StubAnswer.json("{}"));
        assertThat(calls.get(url).status()).isEqualTo(200);
        assertThat(Breakers.state(calls.breaker())).isEqualTo("closed");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void whileOneCallIsOnTrialNobodyElseIsLetThrough() throws Exception {
        open();
        clock.advance(WAIT.plusMillis(1));
        CountDownLatch release = new CountDownLatch(1);
        server.on("/slow", StubAnswer.json("{}").heldUntil(release));

        CompletableFuture<SourceReply> trial = CompletableFuture.supplyAsync(() -> {
            try {
                return calls.get(server.url("/slow"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        awaitRequests(5);

        assertThat(Breakers.state(calls.breaker())).isEqualTo("half_open");
        assertThat(Breakers.figure(calls.breaker())).isEqualTo(1);
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        release.countDown();
        assertThat(trial.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(Breakers.state(calls.breaker())).isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void whatASourceSaysOfOneThingOpensNothing(int status) {
        server.on("/api", StubAnswer.status(status));
        for (int i = 0; i < 8; i++) {
            calls.read(url);
        }
        assertThat(server.requests()).hasSize(8);
        assertThat(Breakers.state(calls.breaker())).isEqualTo("closed");
    }

    @Test
    void streamsAndWholeAnswersShareIt() {
        server.on("/api", StubAnswer.status(502));
        assertThat(read(4)).containsOnly(Reason.UNAVAILABLE);

        assertThat(calls.failure(url).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
    }

    @Test
    void refusedConnectionsAndSilenceCount() {
        server.refuseConnections();
        assertThat(calls.failure(url).reason()).isEqualTo(Reason.REFUSED);
        assertThat(calls.breaker().getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
        assertThat(Breakers.isFailure(new java.net.SocketTimeoutException())).isTrue();
        assertThat(Breakers.isFailure(new javax.net.ssl.SSLHandshakeException("no")))
                .isTrue();
        assertThat(Breakers.isFailure(new SourceException(Reason.RATE_LIMITED, "wait")))
                .isTrue();
        assertThat(Breakers.isFailure(new SourceException(Reason.INVALID_ANSWER, "not JSON")))
                .isFalse();
    }

    @Test
    void ourOwnShortageOfConnectionsSaysNothingOfTheSource() {
        assertThat(Failures.isOurOwn(new RuntimeException(new ConnectionRequestTimeoutException("none free"))))
                .isTrue();
        assertThat(Failures.isOurOwn(new java.net.SocketTimeoutException())).isFalse();
    }

    @Test
    void moreCallsThanConnectionsWaitForEachOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        server.otherwise(request -> StubAnswer.json("{}").heldUntil(release));
        List<CompletableFuture<Object>> running = List.of(1, 2, 3, 4).stream()
                .map(number -> CompletableFuture.supplyAsync(
                        () -> calls.read(server.url("/" + number)), task -> new Thread(task).start()))
                .toList();
        awaitRequests(2);

        assertThat(server.connectionsAccepted()).isEqualTo(2);
        release.countDown();
        for (CompletableFuture<Object> each : running) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("{}");
        }
        assertThat(server.requests()).hasSize(4);
    }

    /** Four failures. */
    private void open() {
        server.on("/api", StubAnswer.status(503));
        for (int i = 0; i < 4; i++) {
            assertThat(calls.failure(url).reason()).isEqualTo(Reason.UNAVAILABLE);
        }
        assertThat(server.requests()).hasSize(4);
    }

    private List<Object> read(int times) {
        return java.util.stream.Stream.generate(() -> calls.read(url))
                .limit(times)
                .toList();
    }

    private void awaitRequests(int count) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.requests().size() < count && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(server.requests()).hasSize(count);
    }
}
