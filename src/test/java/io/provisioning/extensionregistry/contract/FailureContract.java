package io.provisioning.extensionregistry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.SourceUnderTest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubAnswer.Fault;
import io.provisioning.extensionregistry.support.StubServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a source fails. */
abstract class FailureContract extends SourceContract {
    static Stream<Arguments> faults() {
        StubAnswer page = StubAnswer.of(200, "text/html", "<html><body>Welcome</body></html>");
        StubAnswer list = StubAnswer.json("[{\"name\": \"x\"}, {\"name\": \"y\"}]");
        return Stream.of(
                Arguments.of("credentials are refused", StubAnswer.status(401), Reason.UNAUTHORIZED),
                Arguments.of("access is denied", StubAnswer.status(403), Reason.UNAUTHORIZED),
                Arguments.of("too many calls", StubAnswer.status(429), Reason.RATE_LIMITED),
                Arguments.of("a defect there", StubAnswer.status(500), Reason.UNAVAILABLE),
                Arguments.of("not at this moment", StubAnswer.status(503), Reason.UNAVAILABLE),
                Arguments.of("no answer", StubAnswer.status(200).failing(Fault.CLOSE), Reason.UNAVAILABLE),
                Arguments.of("half an answer", list.failing(Fault.TRUNCATE), Reason.UNAVAILABLE),
                Arguments.of("a reset", list.failing(Fault.RESET), Reason.UNAVAILABLE),
                Arguments.of("another protocol", StubAnswer.raw("220 ready\r\n\r\n"), Reason.INVALID_ANSWER),
                Arguments.of("a page for people", page, Reason.INVALID_ANSWER),
                Arguments.of("broken JSON", StubAnswer.json("[{\"name\": \"x\""), Reason.INVALID_ANSWER),
                Arguments.of("other JSON", StubAnswer.json("[1, \"x\", null]"), Reason.INVALID_ANSWER),
                Arguments.of("a text", StubAnswer.json("\"x\""), Reason.INVALID_ANSWER),
                Arguments.of(
                        "no end",
                        StubAnswer.json("[" + "{},".repeat(20_000)).failing(Fault.ENDLESS),
                        Reason.INVALID_ANSWER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFailureIsAnAnswerThatSaysWhy(String what, StubAnswer fault, Reason reason) throws Exception {
        server.otherwise(request -> fault);

        for (String operation : List.of("list", "find", "versions")) {
            BackendAnswer answer = source.ask(operation, operation.equals("list") ? null : known());
            assertFailed(answer, reason, operation);
        }
        heal();
        assertThat(recovered().outcome()).as("afterwards").isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void aServerThatIsNotThereIsRefused() throws Exception {
        try (StubServer gone = StubServer.start()) {
            gone.refuseConnections();
            try (SourceUnderTest other = started(gone, Map.of())) {
                for (String operation : List.of("list", "find", "versions", "ping")) {
                    assertFailed(other.ask(operation, known()), Reason.REFUSED, operation);
                }
            }
        }
    }

    @Test
    void aServerThatSaysHowLongToWaitIsQuoted() throws Exception {
        try (SourceUnderTest other = started(server, Map.of())) {
            server.otherwise(request -> StubAnswer.status(429).with("Retry-After", "7"));
            BackendAnswer answer = other.ask("list", null);

            assertFailed(answer, Reason.RATE_LIMITED, "list");
            assertThat(answer.failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void silenceEndsAfterTheTimeOfACall() throws Exception {
        try (SourceUnderTest hasty = started(server, Map.of("timeout-ms", "200"))) {
            StubAnswer slow = StubAnswer.json("[" + " ".repeat(5000) + "]").failing(Fault.DRIP_BODY);
            for (StubAnswer fault : List.of(StubAnswer.status(200).failing(Fault.SILENCE), slow)) {
                server.otherwise(request -> fault);
                for (String operation : List.of("list", "find", "versions", "ping")) {
                    assertFailed(hasty.ask(operation, known()), Reason.TIMEOUT, operation);
                }
            }
        }
    }

    @Test
    void nothingIsAskedWhenNoTimeIsLeft() throws Exception {
        int before = server.requests().size();
        BackendAnswer answer = source.ask("list", null, Instant.now().minusSeconds(1));

        assertFailed(answer, Reason.TIMEOUT, "list");
        assertThat(server.requests()).hasSize(before);
    }

    /** Credentials that were refused are not shown again at once, be it for a millisecond. */
    private BackendAnswer recovered() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        BackendAnswer answer = source.ask("list", null);
        while (answer.outcome() == Outcome.FAILED && System.nanoTime() < end) {
            answer = source.ask("list", null);
        }
        return answer;
    }

    private void assertFailed(BackendAnswer answer, Reason reason, String operation) {
        assertThat(answer.outcome()).as(operation).isEqualTo(Outcome.FAILED);
        assertThat(answer.source()).isEqualTo(id());
        assertThat(answer.extensions()).isEmpty();
        assertThat(answer.failure().reason())
                .as("%s: %s", operation, answer.failure())
                .isEqualTo(reason);
        assertThat(answer.failure().message())
                .isNotBlank()
                .doesNotContain(TOKEN, "://", server.authority(), "Exception")
                .matches("\\p{Print}+");
    }
}
