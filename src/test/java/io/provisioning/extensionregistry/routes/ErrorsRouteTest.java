package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.ErrorAnswer;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.LogLines;
import io.provisioning.extensionregistry.support.RouteContext;
import io.provisioning.extensionregistry.upstream.FailedAnswer;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsRouteTest {
    private volatile Throwable thrown;
    private RouteContext routes;

    @BeforeEach
    void start() throws Exception {
        Map<String, Object> beans = Map.of("errorAnswer", new ErrorAnswer(), "failedAnswer", new FailedAnswer());
        routes = new RouteContext(beans, Map.of(), "shared/errors.camel.yaml")
                .with(throwing())
                .start();
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    /** Routes of ours call beans, and whatever a bean throws is a failure of the exchange. */
    public final class Failing {
        public void fail(Exchange exchange) throws Throwable {
            exchange.getMessage().setHeader("Authorization", "token secret");
            if (thrown != null) {
                throw thrown;
            }
            exchange.getMessage().setBody(catalog("gitea"));
        }
    }

    private RouteBuilder throwing() {
        Failing failing = new Failing();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:use-case").routeConfigurationId("api").bean(failing, "fail");
                from("direct:port")
                        .routeConfigurationId("backend")
                        .setProperty("source", constant("gitea"))
                        .bean(failing, "fail");
                from("direct:policyless").errorHandler(noErrorHandler()).bean(failing, "fail");
            }
        };
    }

    private Exchange ask(String endpoint, Throwable failure) {
        thrown = failure;
        return routes.ask(endpoint, Map.of());
    }

    private BackendAnswer answer(Throwable failure) {
        Exchange done = ask("direct:port", failure);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(BackendAnswer.class);
    }

    @Test
    void whatDoesNotFailIsLeftAlone() {
        assertThat(answer(null).outcome()).isEqualTo(BackendAnswer.Outcome.ANSWERED);
        assertThat(ask("direct:use-case", null).getMessage().getBody()).isInstanceOf(BackendAnswer.class);
    }

    @Test
    void whatTheApiNamesIsToldAsItIs() {
        Reply reply = Reply.of(ask(
                "direct:use-case",
                new RegistryException(
                        ErrorKind.NOT_FOUND,
                        "Extension provider/\"aws\" not found",
                        Map.of("X-Registry-Sources", "gitea;state=fresh;age=1"))));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isEqualTo("not_found");
        assertThat(reply.body().path("message").asText()).isEqualTo("Extension provider/\"aws\" not found");
        assertThat(reply.header("X-Registry-Sources")).isEqualTo("gitea;state=fresh;age=1");
        assertThat(reply.headers()).doesNotContainKey("Authorization");
    }

    static Stream<Throwable> defects() {
        return Stream.of(
                new IllegalStateException("http://10.0.0.1 secret"),
                new NullPointerException("secret"),
                new StackOverflowError("secret"),
                new Exception("secret"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    @DisplayName("E59: a defect is told without a word of what it was")
    void aDefectIsTold(Throwable defect) {
        try (LogLines log = new LogLines(ErrorAnswer.class)) {
            Reply reply = Reply.of(ask("direct:use-case", defect));

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.error()).isEqualTo("internal_error");
            assertThat(reply.body().toString()).doesNotContain("secret", "10.0.0.1");
            assertThat(log.lines()).hasSize(1);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("http://10.0.0.1 refused"), Reason.REFUSED),
                Arguments.of(new SocketTimeoutException("http://10.0.0.1"), Reason.TIMEOUT),
                Arguments.of(new SourceException(Reason.UNAUTHORIZED, "the token is refused"), Reason.UNAUTHORIZED),
                Arguments.of(
                        new RuntimeException(new SourceException(Reason.TLS, "no secure connection")), Reason.TLS));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureOfASourceIsItsAnswer(Throwable failure, Reason reason) {
        BackendAnswer answer = answer(failure);

        assertThat(answer.source()).isEqualTo("gitea");
        assertThat(answer.failure().reason()).isEqualTo(reason);
        assertThat(answer.failure().message()).doesNotContain("10.0.0.1");
    }

    @Test
    void whatASourceAskedUsToWaitIsKept() {
        Failure limited = new Failure(Reason.RATE_LIMITED, "too many calls", Duration.ofSeconds(17));

        assertThat(answer(new SourceException(limited)).failure()).isEqualTo(limited);
    }

    @Test
    void aDefectBehindThePortIsLoggedAndAnswered() {
        try (LogLines log = new LogLines(FailedAnswer.class)) {
            BackendAnswer answer = answer(new IllegalStateException("secret"));

            assertThat(answer.failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(answer.failure().message()).doesNotContain("secret");
            assertThat(log.lines()).containsExactly("ERROR The answer of gitea met a defect");
        }
    }

    @Test
    void noPolicyAppliesByItself() {
        assertThat(ask("direct:policyless", new IllegalStateException("a defect"))
                        .getException())
                .hasMessage("a defect");
    }
}
