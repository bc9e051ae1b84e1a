package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.ServerLimits;
import io.provisioning.extensionregistry.http.ConnectionCounts.Reason;
import io.provisioning.extensionregistry.it.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send or take a byte now and then. */
class SlowClientTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final byte[] BIG = new byte[32 << 20];

    private final ScheduledExecutorService pace = Executors.newScheduledThreadPool(2);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final AtomicInteger parts = new AtomicInteger();
    private final CompletableFuture<String> slow = new CompletableFuture<>();
    private ServerFixture fixture;

    @AfterEach
    void stop() {
        pace.shutdownNow();
        fixture.close();
    }

    private void start(Duration idle, Duration request, Duration send, int connections) throws Exception {
        ServerLimits limits = new ServerLimits(2000, 100_000, 100_000, connections, idle, request, send);
        fixture = new ServerFixture(ServerOptions.of("127.0.0.1", 0).with(limits), new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/big?httpMethodRestrict=GET").setBody(constant(BIG));
                from("platform-http:/part?httpMethodRestrict=GET").process(exchange -> {
                    parts.incrementAndGet();
                    exchange.getMessage().setBody(new byte[256 << 10]);
                });
                from("platform-http:/upload?httpMethodRestrict=POST").setBody(constant("taken"));
                from("platform-http:/v2?httpMethodRestrict=POST&matchOnUriPrefix=true")
                        .setBody(constant("taken"));
                from("platform-http:/wait?httpMethodRestrict=GET")
                        .process(exchange -> arrived.countDown())
                        .bean(new HttpServerTest.Waiter(slow), "answer");
            }
        });
    }

    private Socket connect(String begin) throws IOException {
        Socket socket = RawClient.connect(fixture.port());
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Sends one more byte again and again, for as long as the connection takes any. */
    private void drip(Socket socket) {
        pace.scheduleAtFixedRate(
                () -> {
                    try {
                        socket.getOutputStream().write('a');
                    } catch (IOException closed) {
                        throw new IllegalStateException(closed);
                    }
                },
                50,
                50,
                TimeUnit.MILLISECONDS);
    }

    private void open(int connections) {
        Eventually.until(
                connections + " are open", () -> fixture.server.connections().open() == connections);
    }

    private long closed(Reason reason) {
        return fixture.server.connections().closed(reason);
    }

    @Test
    void headersThatComeByteByByteAreRefused() throws Exception {
        start(LONG, SHORT, LONG, 10);
        try (Socket socket = connect("GET /big HTTP/1.1\r\nHost: h\r\nX-Long: ")) {
            drip(socket);
            RawClient.Reply reply = RawClient.read(socket.getInputStream(), "GET");

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.text())
                    .isEqualTo("{\"error\":\"request_timeout\",\"message\":\"The request did not arrive in time\"}");
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(ended(socket)).isTrue();
        }
        assertThat(fixture.finished).containsExactly("OTHER none 408");
        assertThat(closed(Reason.REQUEST_TIMEOUT)).isEqualTo(1);
        open(0);
    }

    @Test
    void soIsABodyThatComesByteByByte() throws Exception {
        start(LONG, SHORT, LONG, 10);
        try (Socket socket = connect("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n");
                Socket below = connect("POST /v2/x HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n")) {
            drip(socket);
            drip(below);

            assertThat(RawClient.read(socket.getInputStream(), "POST").text())
                    .startsWith("{\"error\":\"request_timeout\",");
            assertThat(RawClient.read(below.getInputStream(), "POST").text())
                    .startsWith("{\"errors\":[{\"code\":\"REQUEST_TIMEOUT\",");
            assertThat(ended(socket)).isTrue();
        }
        assertThat(closed(Reason.REQUEST_TIMEOUT)).isEqualTo(2);
    }

    @Test
    void aBodyThatNobodyWantsIsNotWaitedForLonger() throws Exception {
        start(LONG, SHORT, LONG, 10);
        try (Socket socket = connect("POST /nothing HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n")) {
            drip(socket);

            assertThat(RawClient.read(socket.getInputStream(), "POST").status()).isEqualTo(404);
            assertThat(ended(socket)).isTrue();
        }
        assertThat(closed(Reason.REQUEST_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void noTimeRunsWhileARequestIsAnswered() throws Exception {
        start(SHORT, SHORT, SHORT, 10);
        try (Socket waiting = connect("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")) {
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            waiting.getOutputStream().write("GET /wait HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 3; i++) {
                try (Socket silent = connect("")) {
                    assertThat(ended(silent)).as("closed without a word").isTrue();
                }
            }
            slow.complete("done");

            assertThat(RawClient.read(waiting.getInputStream(), "GET").text()).isEqualTo("done");
            assertThat(RawClient.read(waiting.getInputStream(), "GET").status())
                    .as("the rest of the second request never comes")
                    .isEqualTo(408);
        }
    }

    @Test
    void whoTakesNoBytesIsCutOffWhateverHeSends() throws Exception {
        start(LONG, LONG, SHORT, 10);
        try (Socket socket = connect("GET /big HTTP/1.1\r\nHost: h\r\n\r\n")) {
            drip(socket);
            Eventually.until("it is cut off", () -> closed(Reason.SEND_TIMEOUT) == 1);
            open(0);
        }
    }

    @Test
    void whoAsksForMoreThanHeTakesIsNotAnsweredForEver() throws Exception {
        start(LONG, LONG, Duration.ofSeconds(2), 10);
        try (Socket socket = connect("")) {
            byte[] request = "GET /part HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            try {
                for (int i = 0; i < 1000; i++) {
                    socket.getOutputStream().write(request);
                }
            } catch (IOException closed) {
                // as it may be
            }
            Eventually.until("the connection is closed", () -> closed(Reason.SEND_TIMEOUT) + closed(Reason.LIMIT) == 1);
            assertThat(parts.get()).isLessThan(300);
        }
    }

    @Test
    void whoTakesThemSlowlyGetsThemAll() throws Exception {
        start(SHORT, SHORT, Duration.ofSeconds(2), 10);
        try (Socket socket = connect("GET /big HTTP/1.1\r\nHost: h\r\n\r\n")) {
            InputStream in = socket.getInputStream();
            CompletableFuture<Integer> read = new CompletableFuture<>();
            int[] sum = {0};
            pace.scheduleAtFixedRate(
                    () -> {
                        try {
                            sum[0] += in.readNBytes(1 << 20).length;
                            if (sum[0] >= BIG.length) {
                                read.complete(sum[0]);
                            }
                        } catch (IOException e) {
                            read.completeExceptionally(e);
                            throw new IllegalStateException(e);
                        }
                    },
                    0,
                    100,
                    TimeUnit.MILLISECONDS);

            assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(BIG.length);
        }
        assertThat(closed(Reason.SEND_TIMEOUT)).isZero();
    }

    @Test
    void aConnectionTooManyIsClosedAndThereIsRoomAgainWhenOneLeaves() throws Exception {
        start(LONG, LONG, LONG, 2);
        try (Socket one = connect("")) {
            try (Socket two = connect("GET /none HTTP/1.1\r\nHost: h\r\n\r\n")) {
                assertThat(RawClient.read(two.getInputStream(), "GET").status()).isEqualTo(404);
                open(2);
                assertThat(RawClient.get(fixture.port(), "/none").status()).isZero();
                assertThat(closed(Reason.LIMIT)).isEqualTo(1);
            }
            open(1);
            assertThat(RawClient.get(fixture.port(), "/none").status()).isEqualTo(404);
            assertThat(one.isConnected()).isTrue();
        }
    }

    /** Whether nothing more comes. */
    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return true;
        }
    }
}
