package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HttpServerTest {
    private static final String BIG = "{\"text\":\"" + "lorem ipsum ".repeat(500) + "\"}";
    private static final int WAITING = 200;

    private final CompletableFuture<String> slow = new CompletableFuture<>();
    private final CountDownLatch arrived = new CountDownLatch(WAITING);
    private final List<String> logged = new ArrayList<>();
    private ServerFixture fixture;

    @BeforeEach
    void start() throws Exception {
        ServerOptions options = ServerFixture.options(4, 2000, 4000, 1000, 1000, List.of("https://ui.example.com"));
        fixture = new ServerFixture(options, new RouteBuilder() {
            @Override
            public void configure() {
                routes();
            }

            private void routes() {
                onException(Exception.class).handled(true).bean("errorAnswer", "render");
                from("platform-http:/json?httpMethodRestrict=GET&produces=application/json")
                        .routeId("json")
                        .setHeader("X-Total-Count", constant(7))
                        .setHeader("X-Internal", constant("no"))
                        .setBody(constant(BIG));
                from("platform-http:/echo/{name}?httpMethodRestrict=GET,POST&produces=application/json")
                        .routeId("echo")
                        .process(e -> e.getMessage()
                                .setBody(request(e).pathParameters() + " "
                                        + request(e).queryParameters()));
                from("platform-http:/wait?httpMethodRestrict=GET")
                        .routeId("wait")
                        .process(e -> arrived.countDown())
                        .bean(new Waiter(slow), "answer")
                        .process(e -> {
                            synchronized (logged) {
                                logged.add(MDC.get(Props.REQUEST_ID));
                            }
                        });
                from("platform-http:/missing?httpMethodRestrict=GET")
                        .routeId("missing")
                        .throwException(new RegistryException(ErrorKind.NOT_FOUND, "Extension \"x\"\nnot found"));
                from("platform-http:/defect?httpMethodRestrict=GET")
                        .routeId("defect")
                        .throwException(new IllegalStateException("secret address http://10.0.0.1"));
                from("platform-http:/unhandled?httpMethodRestrict=GET")
                        .routeId("unhandled")
                        .errorHandler(noErrorHandler())
                        .process(e -> {
                            throw new RegistryException(
                                    ErrorKind.RATE_LIMITED, "slow down", java.util.Map.of("Retry-After", "3"));
                        });
            }
        });
    }

    private static ApiRequest request(Exchange exchange) {
        return exchange.getProperty(Props.API_REQUEST, ApiRequest.class);
    }

    /** What a route asks and may have to wait for. */
    public record Waiter(CompletableFuture<String> slow) {
        public CompletableFuture<String> answer() {
            return slow;
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void twoHundredWaitingRequestsHoldNoThread() throws Exception {
        var clients = Executors.newFixedThreadPool(WAITING);
        List<CompletableFuture<RawClient.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            String id = "X-Request-Id: r" + i;
            replies.add(CompletableFuture.supplyAsync(() -> getQuietly("/wait", id), clients));
        }
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(RawClient.get(fixture.port(), "/json").status()).isEqualTo(200);

        slow.complete("done");
        for (int i = 0; i < WAITING; i++) {
            RawClient.Reply reply = replies.get(i).get(20, TimeUnit.SECONDS);
            assertThat(reply.text()).isEqualTo("done");
            assertThat(reply.header("X-Request-Id")).isEqualTo("r" + i);
        }
        assertThat(logged).doesNotContainNull().doesNotHaveDuplicates().hasSize(WAITING);
        clients.shutdown();
    }

    private RawClient.Reply getQuietly(String target, String... headers) {
        try {
            return RawClient.get(fixture.port(), target, headers);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void onlyTheRoutesOwnKnownHeadersLeave() throws Exception {
        RawClient.Reply reply = RawClient.get(
                fixture.port(), "/json?link=evil&X-Cache=evil&q=a", "X-Registry-Sources: evil", "X-Custom: evil");

        assertThat(reply.headers())
                .containsOnlyKeys(
                        "Content-Length",
                        "Content-Security-Policy",
                        "Content-Type",
                        "ETag",
                        "Vary",
                        "X-Content-Type-Options",
                        "X-Request-Id",
                        "X-Total-Count");
        assertThat(reply.header("X-Total-Count")).isEqualTo("7");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.text()).isEqualTo(BIG);
    }

    @Test
    void parametersAreDecodedOnceAndNeverMixedWithHeaders() throws Exception {
        RawClient.Reply reply =
                RawClient.get(fixture.port(), "/echo/a%2Fb+c?q=%C3%A9+%2B&q=2&constraint=^1.2", "name: header");

        assertThat(reply.text()).isEqualTo("{name=a/b+c} {q=[é +, 2], constraint=[^1.2]}");
    }

    @Test
    void headAnswersWhatGetAnswersWithoutTheBody() throws Exception {
        RawClient.Reply get = RawClient.get(fixture.port(), "/json", "X-Request-Id: a");
        RawClient.Reply head = RawClient.request(fixture.port(), "HEAD", "/json?x=1", "X-Request-Id: a");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).isEqualTo(get.headers());
        assertThat(RawClient.request(fixture.port(), "HEAD", "/nothing").status())
                .isEqualTo(404);
    }

    @Test
    void anAnswerIsCompressedOnlyIfAskedFor() throws Exception {
        RawClient.Reply plain = RawClient.get(fixture.port(), "/json");
        RawClient.Reply gzip = RawClient.get(fixture.port(), "/json", "Accept-Encoding: br;q=1, gzip;q=0.5");

        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzip.header("ETag")).isEqualTo(plain.header("ETag").replaceAll("\"$", "-gzip\""));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(RawClient.get(fixture.port(), "/json", "Accept-Encoding: gzip;q=0")
                        .header("Content-Encoding"))
                .isNull();
        assertThat(RawClient.get(fixture.port(), "/json", "Accept-Encoding: br, *;q=0")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void aKnownTagIsNotSentAgain() throws Exception {
        String tag = RawClient.get(fixture.port(), "/json").header("ETag");
        String compressed = tag.replaceAll("\"$", "-gzip\"");
        for (String known : List.of(tag, "W/" + tag, "\"a\", " + compressed, "*")) {
            RawClient.Reply reply = RawClient.get(fixture.port(), "/json", "If-None-Match: " + known);
            assertThat(reply.status()).as(known).isEqualTo(304);
            assertThat(reply.headers()).containsEntry("ETag", tag).containsKey("Vary");
            assertThat(reply.headers()).doesNotContainKeys("Content-Type", "Content-Length");
        }
        assertThat(RawClient.get(fixture.port(), "/json", "If-None-Match: \"a\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void acceptThatAdmitsNoJsonIsNotAcceptable() throws Exception {
        for (String accept : List.of("text/html", "application/json;q=0", "application/json;q=0, text/*", "nonsense")) {
            RawClient.Reply reply = RawClient.get(fixture.port(), "/json", "Accept: " + accept);
            assertThat(reply.status()).as(accept).isEqualTo(406);
            assertThat(reply.text()).as(accept).startsWith("{\"error\":\"not_acceptable\",");
        }
        for (String accept : List.of("*/*", "application/*", "application/json", "text/html, */*;q=0.1")) {
            assertThat(RawClient.get(fixture.port(), "/json", "Accept: " + accept)
                            .status())
                    .as(accept)
                    .isEqualTo(200);
        }
    }

    @Test
    void unknownPathsAndWrongVerbsAnswerInJson() throws Exception {
        RawClient.Reply unknown = RawClient.get(fixture.port(), "/nothing");
        RawClient.Reply wrong = RawClient.request(fixture.port(), "DELETE", "/echo/a", "Content-Length: 0");
        RawClient.Reply options = RawClient.request(fixture.port(), "OPTIONS", "/json");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text())
                .isEqualTo("{\"error\":\"not_found\",\"message\":\"Nothing is served at this path\"}");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void failuresOfARouteAreNamedAndDefectsAreNot() throws Exception {
        RawClient.Reply missing = RawClient.get(fixture.port(), "/missing");
        RawClient.Reply defect = RawClient.get(fixture.port(), "/defect");
        RawClient.Reply unhandled = RawClient.get(fixture.port(), "/unhandled");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).isEqualTo("{\"error\":\"not_found\",\"message\":\"Extension \\\"x\\\" not found\"}");
        assertThat(missing.header("Content-Type")).isEqualTo("application/json");
        assertThat(defect.status()).isEqualTo(500);
        assertThat(defect.text())
                .isEqualTo("{\"error\":\"internal_error\",\"message\":\"The request could not be processed\"}");
        assertThat(unhandled.status()).isEqualTo(429);
        assertThat(unhandled.header("Retry-After")).isEqualTo("3");
    }

    @Test
    void pagesOfAnAllowedOriginMayReadAnswers() throws Exception {
        RawClient.Reply allowed = RawClient.get(fixture.port(), "/json", "Origin: https://ui.example.com");
        RawClient.Reply other = RawClient.get(fixture.port(), "/json", "Origin: https://evil.example.com");
        RawClient.Reply preflight = RawClient.request(
                fixture.port(),
                "OPTIONS",
                "/json",
                "Origin: https://ui.example.com",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: if-none-match");

        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://ui.example.com");
        assertThat(allowed.header("Access-Control-Expose-Headers")).contains("X-Total-Count", "Repr-Digest");
        assertThat(allowed.header("Vary")).isEqualTo("Origin, Accept-Encoding");
        assertThat(other.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("if-none-match");
    }

    @Test
    void everyRequestIsReportedOnceWithItsRoute() throws Exception {
        RawClient.get(fixture.port(), "/json");
        RawClient.request(fixture.port(), "HEAD", "/json");
        RawClient.get(fixture.port(), "/nothing");
        RawClient.request(fixture.port(), "BREW", "/json");

        // A client has its answer a moment before that is reported; each of these has come over a connection of its
        // own.
        fixture.server.close();
        assertThat(fixture.finished)
                .containsExactlyInAnyOrder("GET json 200", "HEAD json 200", "GET none 404", "OTHER none 405");
    }

    @Test
    void stoppingLetsARunningRequestFinish() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", fixture.port());
                Socket idle = new Socket("127.0.0.1", fixture.port())) {
            idle.setSoTimeout(20_000);
            idle.getOutputStream().write("GET /json HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            RawClient.read(idle.getInputStream(), "GET");
            CountDownLatch all = arrived;
            long before = all.getCount();
            socket.getOutputStream().write("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            while (all.getCount() == before) {
                Thread.onSpinWait();
            }
            CompletableFuture<Void> closed = CompletableFuture.runAsync(fixture.server::close);
            while (!fixture.server.stopping()) {
                Thread.onSpinWait();
            }
            idle.getOutputStream().write("GET /json HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            assertThat(RawClient.read(idle.getInputStream(), "GET").status()).isEqualTo(503);
            assertThat(closed).isNotDone();
            slow.complete("done");
            assertThat(RawClient.read(socket.getInputStream(), "GET").text()).isEqualTo("done");
            closed.get(20, TimeUnit.SECONDS);
        }
    }
}
