package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every limit of the public port does what its setting says. */
class LimitsIT {
    private static final Map<String, String> SMALL = Map.of(
            "registry.server.max-url-bytes", "300",
            "registry.server.max-header-bytes", "2000",
            "registry.server.max-body-bytes", "200",
            "registry.server.idle-timeout-seconds", "1",
            "registry.server.request-timeout-seconds", "1",
            "registry.server.send-timeout-seconds", "1");

    private static RunningRegistry start(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(SMALL);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return RunningRegistry.start(all);
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        try (RunningRegistry registry = start()) {
            assertThat(answer(registry, "GET /api/v1/health?q=" + "a".repeat(200) + " HTTP/1.1"))
                    .startsWith("HTTP/1.1 200");
            assertThat(answer(registry, "GET /api/v1/health?q=" + "a".repeat(300) + " HTTP/1.1"))
                    .startsWith("HTTP/1.1 414");
            assertThat(answer(registry, "GET /api/v1/health HTTP/1.1", "X-A: " + "a".repeat(1500)))
                    .startsWith("HTTP/1.1 200");
            assertThat(answer(registry, "GET /api/v1/health HTTP/1.1", "X-A: " + "a".repeat(2500)))
                    .startsWith("HTTP/1.1 431");
            assertThat(answer(registry, "POST /api/v1/webhooks/gitea HTTP/1.1", "Content-Length: 201"))
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void whatIsTooSlowIsEnded() throws Exception {
        try (RunningRegistry registry = start()) {
            assertThat(answer(registry, "POST /api/v1/webhooks/gitea HTTP/1.1", "Content-Length: 200"))
                    .startsWith("HTTP/1.1 408");
            try (Socket silent = open(registry, "GET /api/v1/health HTTP/1.1")) {
                assertThat(Raw.head(silent.getInputStream())).startsWith("HTTP/1.1 200");
                assertThat(endsSoon(silent)).isTrue();
            }
            assertThat(closed(registry, "request_timeout")).isEqualTo("1.0");
        }
    }

    @Test
    void whoTakesNothingIsCutOff() throws Exception {
        String viewer = "GET /api/v1/docs/swagger-ui-bundle.js HTTP/1.1";
        String more = ("\r\n\r\n" + viewer + "\r\nHost: localhost").repeat(20);
        try (RunningRegistry registry = start();
                Socket deaf = open(registry, viewer + "\r\nHost: localhost" + more, "X-A: a")) {
            assertThat(deaf.isConnected()).isTrue();
            Eventually.until("the connection is cut", () -> closed(registry, "send_timeout")
                    .equals("1.0"));
        }
    }

    @Test
    void aFullPortLeavesTheManagementPortAlone() throws Exception {
        try (RunningRegistry registry =
                        start("registry.server.max-connections", "2", "registry.server.idle-timeout-seconds", "60");
                Socket one = open(registry, "GET /api/v1/health HTTP/1.1");
                Socket two = open(registry, "GET /api/v1/health HTTP/1.1")) {
            assertThat(Raw.head(one.getInputStream())).startsWith("HTTP/1.1 200");
            assertThat(Raw.head(two.getInputStream())).startsWith("HTTP/1.1 200");

            assertThat(answer(registry, "GET /api/v1/health HTTP/1.1")).isEmpty();

            assertThat(managed(registry, "/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(managed(registry, "/observe/metrics").body()).contains("\nhttp_connections 2.0\n");
            assertThat(closed(registry, "limit")).isEqualTo("1.0");
        }
    }

    private static Socket open(RunningRegistry registry, String requestLine, String... headers) throws IOException {
        return Raw.open(registry.application().port(), requestLine, headers);
    }

    /** The head of the answer; empty if there is none. */
    private static String answer(RunningRegistry registry, String requestLine, String... headers) throws IOException {
        try (Socket socket = open(registry, requestLine, headers)) {
            return Raw.head(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return "";
        }
    }

    private static boolean endsSoon(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static HttpResponse<String> managed(RunningRegistry registry, String path) {
        return RunningRegistry.send(
                RunningRegistry.request(registry.managementUrl() + path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The figure of connections that were closed for a reason. */
    private static String closed(RunningRegistry registry, String reason) {
        String line = "http_connections_closed_total{reason=\"" + reason + "\"} ";
        return managed(registry, "/observe/metrics")
                .body()
                .lines()
                .filter(each -> each.startsWith(line))
                .map(each -> each.substring(line.length()))
                .findFirst()
                .orElse("");
    }
}
