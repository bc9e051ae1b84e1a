package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private static final String ADDRESS = "gitea.internal/10.0.0.1:3000";

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(Reason.REFUSED, new ConnectException(ADDRESS)),
                Arguments.of(Reason.REFUSED, new UnknownHostException(ADDRESS)),
                Arguments.of(Reason.REFUSED, new NoRouteToHostException(ADDRESS)),
                Arguments.of(Reason.TIMEOUT, new SocketTimeoutException(ADDRESS)),
                Arguments.of(Reason.TIMEOUT, new ConnectTimeoutException(ADDRESS)),
                Arguments.of(Reason.TIMEOUT, new TimeoutException(ADDRESS)),
                Arguments.of(Reason.TLS, new SSLHandshakeException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new SSLException(ADDRESS, new SocketException("Connection reset"))),
                Arguments.of(Reason.TIMEOUT, new SSLException(ADDRESS, new SocketTimeoutException(ADDRESS))),
                Arguments.of(Reason.UNAVAILABLE, new SocketException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new NoHttpResponseException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new ConnectionClosedException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new TruncatedChunkException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new EOFException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new IOException(ADDRESS)),
                Arguments.of(Reason.UNAVAILABLE, new RejectedExecutionException(ADDRESS)),
                Arguments.of(Reason.UNAUTHORIZED, refused(403)),
                Arguments.of(Reason.RATE_LIMITED, refused(429)),
                Arguments.of(Reason.UNAVAILABLE, refused(503)),
                Arguments.of(Reason.INVALID_ANSWER, refused(418)),
                Arguments.of(Reason.INVALID_ANSWER, new MalformedChunkCodingException(ADDRESS)),
                Arguments.of(Reason.INVALID_ANSWER, new ClientProtocolException(new ProtocolException(ADDRESS))),
                Arguments.of(Reason.INVALID_ANSWER, new IllegalStateException(ADDRESS)));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void anExceptionHasAReasonHoweverDeepItLiesAndShowsNoAddress(Reason reason, Throwable thrown) {
        for (Throwable each : new Throwable[] {thrown, new RuntimeException("x", new RuntimeException(thrown))}) {
            assertThat(Failures.of(each).reason()).isEqualTo(reason);
            assertThat(Failures.of(each).message()).isNotBlank().doesNotContain("10.0.0.1", "internal");
        }
    }

    @Test
    void aSourceExceptionKeepsItsFailure() {
        Failure failure = new Failure(Reason.RATE_LIMITED, "wait", Duration.ofSeconds(3));
        Throwable thrown = new RuntimeException(new IOException(new SourceException(failure)));

        assertThat(Failures.of(thrown)).isSameAs(failure);
        assertThat(new FailedAnswer().from("gitea", thrown)).isEqualTo(BackendAnswer.failed("gitea", failure));
    }

    @Test
    void aDefectIsNotKnownAndIsAFailedAnswerAllTheSame() {
        assertThat(Failures.known(new NullPointerException("x"))).isEmpty();
        assertThat(new FailedAnswer()
                        .from("gitea", new NullPointerException("x"))
                        .failure())
                .isEqualTo(Failure.of(Reason.INVALID_ANSWER, "the answer cannot be used"));
    }

    @Test
    void causesThatLoopEnd() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("two", one));

        assertThat(Failures.of(one).reason()).isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void whatADropInsCallIsToldNotToExistIsAbsent() {
        BackendAnswer answer = new FailedAnswer().from("mirror", new RuntimeException(refused(404)));

        assertThat(answer).isEqualTo(BackendAnswer.absent("mirror"));
    }

    private static Exception refused(int status) {
        return new HttpOperationFailedException(ADDRESS, status, "no", null, Map.of("Retry-After", "7"), null);
    }
}
