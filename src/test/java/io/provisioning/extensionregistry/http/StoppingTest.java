package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What a client that reads slowly gets of an answer that was given just before the server stops. */
class StoppingTest {
    /** More than the sockets of both ends hold. */
    private static final int BYTES = 32 << 20;

    @Test
    void whatIsGivenIsSentBeforeTheConnectionIsClosed() throws Exception {
        RouteBuilder large = new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/large").routeId("large").process(exchange -> exchange.getMessage()
                        .setBody(new byte[BYTES]));
            }
        };
        try (ServerFixture fixture = new ServerFixture(ServerFixture.options(), large);
                Socket client = new Socket("127.0.0.1", fixture.port())) {
            client.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (fixture.finished.isEmpty()) {
                Thread.onSpinWait();
            }
            CompletableFuture<Void> closed = CompletableFuture.runAsync(fixture.server::close);
            while (!fixture.server.stopping()) {
                Thread.onSpinWait();
            }

            RawClient.Reply answer = RawClient.read(client.getInputStream(), "GET");

            assertThat(answer.complete()).isTrue();
            assertThat(answer.body()).hasSize(BYTES);
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    /** Event loops begin to listen side by side; none may take another's server for its own. */
    @Test
    void itStartsEachTime() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (HttpServer server = HttpServer.create(ServerFixture.options(), served -> {})) {
                server.listen();
                assertThat(server.actualPort()).isPositive();
            }
        }
    }
}
