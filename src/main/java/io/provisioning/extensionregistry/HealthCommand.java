package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.ManagementSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the service on this machine whether it is ready: the health check of containers that have no shell. */
final class HealthCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private HealthCommand() {}

    /** The exit status: 0 if it is ready, 1 if not or if there is none. */
    static int run(ManagementSettings management) {
        String host = management.host().equals("0.0.0.0") ? "127.0.0.1" : management.host();
        URI ready = URI.create("http://" + host + ":" + management.port() + "/observe/health/ready");
        try {
            int status = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(
                            HttpRequest.newBuilder(ready).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == 200 ? 0 : 1;
        } catch (IOException e) {
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
