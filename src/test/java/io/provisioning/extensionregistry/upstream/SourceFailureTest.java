package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubAnswer.Fault;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source does wrong on the wire, and what we call it. */
@Timeout(20)
class SourceFailureTest {
    private static final StubAnswer BODY = StubAnswer.json("{\"name\":\"" + "x".repeat(200) + "\"}");

    private StubServer source;
    private WireCall call;

    @BeforeEach
    void start() throws Exception {
        source = StubServer.start();
        call = new WireCall(TestSettings.gitea(source.url()));
    }

    @AfterEach
    void stop() {
        call.close();
        source.close();
    }

    @Test
    void aSourceThatDoesNotListenIsRefused() {
        source.refuseConnections();

        assertThat(call.failure(source.url("/x"))).isEqualTo(Failure.of(Reason.REFUSED, "the connection is refused"));
    }

    @Test
    void aHostThatDoesNotExistIsRefused() {
        assertThat(call.failure(URI.create("http://no-such-host.invalid/x")))
                .isEqualTo(Failure.of(Reason.REFUSED, "the host name is not known"));
    }

    @Test
    void aSourceThatComesBackIsAskedAgainOnANewConnection() throws Exception {
        source.on("/x", BODY);
        call.get(source.url("/x"));
        source.refuseConnections();
        assertThat(call.failure(source.url("/x")).reason()).isIn(Reason.REFUSED, Reason.UNAVAILABLE);
        source.acceptConnections();

        assertThat(call.get(source.url("/x")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SILENCE", "DRIP_HEAD", "DRIP_BODY"})
    void whoeverIsTooSlowIsTimedOut(Fault slow) {
        source.on("/x", BODY.failing(slow));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void aHeldAnswerIsTimedOutAndTheNextOneIsNotMistakenForIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        source.on("/x", BODY.heldUntil(release), StubAnswer.json("[]"));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.TIMEOUT);
        release.countDown();
        assertThat(call.get(source.url("/x")).body()).asString().isEqualTo("[]");
    }

    @Test
    void aBodyThatDoesNotEndBeforeTheDeadlineIsTimedOut() throws Exception {
        source.on("/x", BODY.failing(Fault.DRIP_BODY));
        try (WireCall patient = new WireCall(TestSettings.source(
                "gitea", "gitea", source.url(), Duration.ofMinutes(1), 4, null, null, java.util.List.of()))) {
            Failure failure = patient.failure(
                    SourceRequest.json(source.url("/x")),
                    WireCall.deadline(Instant.now().plusMillis(300)));

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE", "TRUNCATE", "RESET"})
    void aLostConnectionIsUnavailable(Fault lost) {
        source.on("/x", BODY.failing(lost));

        assertThat(call.failure(source.url("/x"))).isEqualTo(Failure.of(Reason.UNAVAILABLE, "the connection was lost"));
    }

    @Test
    @DisplayName("E31: a truncated download is an error, not the end of the file")
    void aTruncatedStreamIsAnError() throws Exception {
        source.on("/x", BODY.failing(Fault.TRUNCATE));

        Exchange exchange = call.send("open", SourceRequest.json(source.url("/x")), Map.of(), Map.of());
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void garbageIsAnInvalidAnswer() {
        source.on("/x", StubAnswer.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n"));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.INVALID_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 1_000_000})
    void aHeadWithoutEndIsAnInvalidAnswer(int length) {
        source.on("/x", StubAnswer.json("{}").with("X-Long", "x".repeat(length)));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void chunksThatAreNoneAreAnInvalidAnswer() {
        source.on("/x", StubAnswer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n"));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void chunksThatStopHalfwayAreUnavailable() {
        source.on("/x", StubAnswer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    @DisplayName("E22, E50: an answer that is too long ends where its bound is")
    void anEndlessAnswerEndsWhereItsBoundIs(int status) throws Exception {
        source.on("/x", StubAnswer.of(status, "text/plain", "x".repeat(60_000)).failing(Fault.ENDLESS));
        SourceRequest request = new SourceRequest(source.url("/x"), "text/plain", 1 << 20, null);

        if (status == 200) {
            assertThat(call.failure(request, Map.of()))
                    .isEqualTo(Failure.of(Reason.INVALID_ANSWER, "the answer is too long"));
        } else {
            assertThat(call.get(request, Map.of(), Map.of()).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATE", "RESET"})
    void aNoThatBreaksOffIsNone(Fault how) {
        source.on(
                "/x",
                StubAnswer.of(404, "application/json", "{\"message\":\"not found\"}")
                        .failing(how));

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void aConnectionThatWasGivenUpIsNotUsedAgainAndDoesNotFillThePool() throws Exception {
        source.on("/x", StubAnswer.of(200, "text/plain", "x".repeat(60_000)).failing(Fault.ENDLESS));
        source.on("/y", BODY);
        SourceRequest request = new SourceRequest(source.url("/x"), "text/plain", 1000, null);
        for (int i = 0; i < 10; i++) {
            assertThat(call.failure(request, Map.of()).reason()).isEqualTo(Reason.INVALID_ANSWER);
        }

        assertThat(call.get(source.url("/y")).status()).isEqualTo(200);
    }

    @Test
    void moreCallsThanConnectionsWaitNoLongerThanACallMayTake() throws Exception {
        source.on("/x", BODY);
        source.on(
                "/slow",
                StubAnswer.of(200, "application/gzip", "x".repeat(60_000)).failing(Fault.ENDLESS));
        for (int i = 0; i < 4; i++) {
            call.hold(SourceRequest.json(source.url("/slow")));
        }

        assertThat(call.failure(source.url("/x")).reason()).isEqualTo(Reason.TIMEOUT);
        call.letGo();
        assertThat(call.get(source.url("/x")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("E59: no failure names the source's address or what we sent")
    void noFailureShowsAnAddress() {
        source.on("/secret-path", BODY.failing(Fault.RESET), BODY.failing(Fault.SILENCE), StubAnswer.raw("x\r\n\r\n"));
        for (int i = 0; i < 3; i++) {
            assertThat(call.failure(
                                    SourceRequest.json(source.url("/secret-path")),
                                    Map.of("authorization", "token s3cret"))
                            .message())
                    .doesNotContain("127.0.0.1", source.authority(), "secret-path", "s3cret");
        }
    }
}
