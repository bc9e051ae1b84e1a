package io.provisioning.extensionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * The HTTP server behind {@code platform-http} endpoints. First {@link #bind}, then the context is started, then
 * {@link #listen}: nobody reaches a route that is not ready. {@link #close} before the context is stopped.
 */
public final class HttpServer implements AutoCloseable {
    private final ServerOptions options;
    private final Vertx vertx;
    private final Router router;
    private final Traffic traffic;
    private final Front front;
    private final RateLimiter rateLimiter;
    private final ServerTls tls;
    private final ConnectionCounts connections = new ConnectionCounts();
    private final Unsent unsent = new Unsent();
    /** One of those that share the port, each on an event loop of its own. */
    private volatile io.vertx.core.http.HttpServer server;

    private String deployed;
    private volatile HotAnswers hotAnswers;
    private boolean closed;

    private HttpServer(ServerOptions options, RequestListener listener) {
        this.options = options;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setWorkerPoolSize(options.workerThreads())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.router = Router.router(vertx);
        this.traffic = new Traffic(listener);
        this.front = new Front(router, options, traffic, this::hotAnswers);
        front.install();
        this.tls = options.tls() == null ? null : new ServerTls(options.tls());
        this.rateLimiter = options.rateLimit().isOff()
                ? null
                : new RateLimiter(options.rateLimit(), options.trustedProxies(), System::nanoTime);
    }

    /** A server that does not listen yet. */
    public static HttpServer create(ServerOptions options, RequestListener listener) {
        return new HttpServer(options, listener);
    }

    /** Makes this the server of a context's {@code platform-http} endpoints. Before its routes are added. */
    public void bind(CamelContext context) {
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(options.port());
        VertxPlatformHttpRouter camelRouter =
                new VertxPlatformHttpRouter(null, vertx, router, name, VertxPlatformHttpRouter.SERVER_TYPE_SERVER) {
                    @Override
                    public Handler<RoutingContext> bodyHandler() {
                        return new BodyBounds(options.limits().bodyBytes());
                    }
                };
        context.getRegistry().bind(name, VertxPlatformHttpRouter.class, camelRouter);
        RegistryEngine engine = new RegistryEngine(this, name);
        engine.setCamelContext(context);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, engine);
        context.getCamelContextExtension().addInterceptStrategy(new LogContext());
    }

    /**
     * Opens the port.
     *
     * @throws IOException if it cannot be opened, for example because another process has it
     */
    public void listen() throws IOException {
        HttpServerOptions http = options.forVertx();
        if (tls != null) {
            tls.applyTo(http, options.limits());
        }
        Ahead ahead = new Ahead(router, front, traffic, rateLimiter, this::hotAnswers);
        try {
            deployed = await(OneLoop.listenOnAll(vertx, () -> create(http, ahead)), 10);
            if (tls != null) {
                tls.watch(vertx);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening the port", e);
        } catch (ExecutionException | TimeoutException e) {
            server = null;
            throw new IOException("cannot listen on " + options.host() + ":" + options.port(), e);
        }
    }

    private io.vertx.core.http.HttpServer create(HttpServerOptions http, Ahead ahead) {
        var made = vertx.createHttpServer(http); // not the field, which other event loops set meanwhile
        server = made;
        return made.connectionHandler(this::accepted)
                .invalidRequestHandler(new InvalidRequests(vertx, traffic))
                .requestHandler(ahead::handle);
    }

    private void accepted(HttpConnection connection) {
        connection.closeHandler(closed -> connections.gone());
        if (connections.opened() > options.limits().connections()) {
            connections.closing(ConnectionCounts.Reason.LIMIT);
            connection.close();
        } else if (traffic.stopping()) {
            connection.close();
        } else {
            unsent.watch(connection);
            StrictHttp.watch(connection, options.limits(), connections, traffic);
        }
    }

    /** Its certificate; empty if it speaks plain HTTP. */
    public Optional<ServerTls> tls() {
        return Optional.ofNullable(tls);
    }

    /** How many connections there are and were closed. */
    public ConnectionCounts connections() {
        return connections;
    }

    /** The port it listens on; the configured one before {@link #listen}. */
    public int actualPort() {
        return server == null ? options.port() : server.actualPort();
    }

    /** Lets answers be given ahead of the routes from now on. */
    public void answerAhead(HotAnswers answers) {
        hotAnswers = answers;
    }

    /** Has a span for each request from now on. */
    public void trace(ServerSpans spans) {
        traffic.trace(spans);
    }

    /** Null if every request goes to its route. */
    HotAnswers hotAnswers() {
        return hotAnswers;
    }

    /** For handlers that answer before Camel does: on a route with a negative order above -1000. */
    public Router router() {
        return router;
    }

    /** The event loops and worker threads of this server. */
    public Vertx vertx() {
        return vertx;
    }

    /** Whether {@link #close} has begun; what tells readiness may ask. */
    public boolean stopping() {
        return traffic.stopping();
    }

    /** Turns new requests away (503), lets running ones finish for {@code drainSeconds}, then closes everything. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        traffic.stop();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.drainSeconds());
            traffic.awaitQuiet(Duration.ofSeconds(options.drainSeconds()));
            unsent.awaitNone(end);
            if (deployed != null) {
                await(vertx.undeploy(deployed), 10);
            }
            await(vertx.close(), 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }

    private static <T> T await(Future<T> future, int seconds)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }
}
