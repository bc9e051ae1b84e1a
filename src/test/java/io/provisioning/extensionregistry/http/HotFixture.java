package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server whose one route answers what a test sets, and a clock that the test moves. */
abstract class HotFixture {
    final AtomicInteger runs = new AtomicInteger();
    final AtomicLong state = new AtomicLong();
    volatile Instant now = Instant.parse("2025-11-20T12:00:00Z");
    volatile boolean ages = true;
    volatile Duration fresh = Duration.ofMinutes(5);
    volatile int status = 200;
    volatile byte[] body = "hello".getBytes();
    volatile Consumer<Exchange> meddle = exchange -> {};
    ServerFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new ServerFixture(
                ServerFixture.options(4, 2000, 4000, 1000, 60, List.of("https://ui.example.com")), new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("platform-http:/thing?httpMethodRestrict=GET,POST")
                                .routeId("thing")
                                .process(HotFixture.this::serve);
                    }
                });
        fixture.server.answerAhead(new HotAnswers(state::get, () -> now));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void serve(Exchange exchange) {
        runs.incrementAndGet();
        Map<String, String> headers = Map.of("X-Cache", "hit", "Age", "7");
        exchange.getMessage().setBody(new RouteAnswer(status, "text/plain", headers, body, ages ? this::after : null));
        new SendAnswer().send(exchange);
        meddle.accept(exchange);
    }

    private Ageing.Aged after(Duration elapsed) {
        return elapsed.compareTo(fresh) < 0
                ? new Ageing.Aged(
                        Map.of("Age", Long.toString(7 + elapsed.toSeconds())),
                        Duration.ofNanos(1_000_000_000 - elapsed.getNano()),
                        fresh.minus(elapsed))
                : null;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI url(String target) {
        return URI.create("http://127.0.0.1:" + fixture.port() + target);
    }

    HttpResponse<String> get(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(target));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return RunningRegistry.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static Map<String, List<String>> rest(HttpResponse<?> response) {
        Map<String, List<String>> headers =
                new java.util.TreeMap<>(response.headers().map());
        headers.remove("x-request-id");
        return headers;
    }
}
