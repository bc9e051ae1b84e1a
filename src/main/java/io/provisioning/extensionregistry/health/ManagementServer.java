package io.provisioning.extensionregistry.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The port for those who run the service: {@code /observe/health/live}, {@code /ready}, {@code /startup} and
 * {@code /observe/metrics}. A source that is down never fails liveness.
 */
public final class ManagementServer implements AutoCloseable {
    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any
     * @param isStarted whether all routes run
     * @param isReady whether requests can be answered, from sources or from copies
     */
    public static ManagementServer open(
            Vertx vertx,
            String host,
            int port,
            BooleanSupplier isStarted,
            BooleanSupplier isReady,
            Supplier<HealthView> health,
            PrometheusMeterRegistry metrics)
            throws Exception {
        Router router = Router.router(vertx);
        router.get("/observe/health/live").handler(context -> probe(context, true));
        router.get("/observe/health/startup").handler(context -> probe(context, isStarted.getAsBoolean()));
        router.get("/observe/health/ready").handler(context -> probe(context, isReady.getAsBoolean()));
        router.get("/observe/health").handler(context -> {
            HealthView view = health.get();
            json(context, view.httpStatus(), view);
        });
        router.get("/observe/metrics").handler(context -> context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape()));
        router.errorHandler(
                404, context -> json(context, 404, Map.of("error", "not_found", "message", "No such resource")));
        try {
            return new ManagementServer(vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot listen on " + host + ":" + port, e);
        }
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    private static void probe(RoutingContext context, boolean up) {
        json(context, up ? 200 : 503, Map.of("status", up ? "UP" : "DOWN"));
    }

    private static void json(RoutingContext context, int status, Object body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(JsonBytes.of(body)));
    }

    @Override
    public void close() {
        server.close();
    }
}
