package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The port opens when every route is there, so that the first request that gets through is answered as all later ones. */
class FirstRequestIT {
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    @Test
    void nobodySeesAHalfStartedService() throws Exception {
        int port = freePort();
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> first(port));
        try (FakeGitea gitea = FakeGitea.sample();
                RunningRegistry registry = RunningRegistry.start(Map.of(
                        "registry.server.port", String.valueOf(port),
                        "registry.gitea.url", gitea.url(),
                        "registry.gitea.organization", "provisioning"))) {
            HttpResponse<String> answer = first.get(60, TimeUnit.SECONDS);

            assertThat(answer.uri()).hasPort(registry.application().port());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(Golden.parse(answer.body()).has("openapi")).isTrue();
        }
    }

    /** Asks until somebody listens. */
    private static HttpResponse<String> first(int port) {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                String url = "http://127.0.0.1:" + port + "/api/v1/openapi.json";
                return RunningRegistry.send(RunningRegistry.request(url).build(), HttpResponse.BodyHandlers.ofString());
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** One that the system gives nobody who asks for any. */
    private static int freePort() {
        Random random = new Random();
        while (true) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it.
            }
        }
    }
}
