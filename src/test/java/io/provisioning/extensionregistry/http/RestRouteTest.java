package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.StringAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Routes as the service has them: REST DSL, parallel legs, several threads. */
class RestRouteTest {
    private static final int PARALLEL = 40;
    private final ConcurrentMap<String, String> logged = new ConcurrentHashMap<>();
    private final CompletableFuture<Object> release = new CompletableFuture<>();
    private final CountDownLatch waiting = new CountDownLatch(PARALLEL);
    private ServerFixture fixture;

    @BeforeEach
    void start() throws Exception {
        ServerOptions options = ServerFixture.options(2, 2000, 4000, 1000, 60, List.of("*"));
        fixture = new ServerFixture(options, new RouteBuilder() {
            @Override
            public void configure() {
                restConfiguration().component("platform-http").inlineRoutes(true);
                rest("/api/v1")
                        .produces("application/json")
                        .get("/things/{type}/{name}")
                        .id("api.get-thing")
                        .to("direct:thing.get");
                from("direct:thing.get")
                        .routeId("thing.get")
                        .multicast(new StringAggregationStrategy())
                        .parallelProcessing()
                        .to("direct:leg.a", "direct:leg.b")
                        .end();
                from("direct:leg.a").routeId("leg.a").process(e -> leg("a", e));
                from("direct:leg.b")
                        .routeId("leg.b")
                        .process(e -> waiting.countDown())
                        .bean(new Wait(release), "until")
                        .threads(2)
                        .process(e -> leg("b", e));
            }
        });
    }

    /** A wait that holds no thread. */
    public record Wait(CompletableFuture<Object> release) {
        public CompletableFuture<Object> until() {
            return release;
        }
    }

    private void leg(String leg, Exchange exchange) {
        ApiRequest request = exchange.getProperty(Props.API_REQUEST, ApiRequest.class);
        logged.put(leg + " " + request.requestId(), String.valueOf(MDC.get(Props.REQUEST_ID)));
        exchange.getMessage().setBody(leg + request.pathParameter("name"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void parallelLegsLogTheRequestIdAndWaitWithoutWorkers() throws Exception {
        List<CompletableFuture<RawClient.Reply>> replies = IntStream.range(0, PARALLEL)
                .mapToObj(i -> {
                    CompletableFuture<RawClient.Reply> reply = new CompletableFuture<>();
                    new Thread(() -> get(i, reply)).start();
                    return reply;
                })
                .toList();
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        release.complete("go");
        for (int i = 0; i < PARALLEL; i++) {
            RawClient.Reply reply = replies.get(i).get(20, TimeUnit.SECONDS);
            assertThat(reply.text()).contains("an" + i, "bn" + i);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(logged).containsEntry("a r" + i, "r" + i).containsEntry("b r" + i, "r" + i);
        }
        fixture.server.close();
        assertThat(fixture.finished).hasSize(PARALLEL).allMatch("GET thing.get 200"::equals);
    }

    private void get(int i, CompletableFuture<RawClient.Reply> reply) {
        try {
            reply.complete(RawClient.get(fixture.port(), "/api/v1/things/t/n" + i, "X-Request-Id: r" + i));
        } catch (IOException e) {
            reply.completeExceptionally(e);
        }
    }

    @Test
    void theAllowHeaderKnowsPathsWithParameters() throws Exception {
        RawClient.Reply reply = RawClient.request(fixture.port(), "DELETE", "/api/v1/things/t/n");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void connectionsBeyondTheLimitAreClosed() throws Exception {
        Socket[] sockets = new Socket[60];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new Socket("127.0.0.1", fixture.port());
            sockets[i].getOutputStream().write("GET /x HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            assertThat(RawClient.read(sockets[i].getInputStream(), "GET").status())
                    .isEqualTo(404);
        }
        assertThat(RawClient.get(fixture.port(), "/x").status()).isZero();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aPortThatIsTakenIsAnErrorThatNamesIt() {
        HttpServer second = HttpServer.create(ServerOptions.of("127.0.0.1", fixture.port()), served -> {});
        assertThatThrownBy(second::listen)
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on 127.0.0.1:" + fixture.port());
        second.close();
    }
}
