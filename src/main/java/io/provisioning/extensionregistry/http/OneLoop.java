package io.provisioning.extensionregistry.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.function.Supplier;

/** A server on one event loop, one of those that share a port: an event loop is one processor's worth of answers. */
final class OneLoop extends AbstractVerticle {
    private final Supplier<HttpServer> server;

    private OneLoop(Supplier<HttpServer> server) {
        this.server = server;
    }

    /**
     * Listens on as many event loops as there are processors.
     *
     * @param server makes one that does not listen yet; all are for the same port
     * @return what to undeploy to close them all
     */
    static Future<String> listenOnAll(Vertx vertx, Supplier<HttpServer> server) {
        int processors = Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(() -> new OneLoop(server), new DeploymentOptions().setInstances(processors));
    }

    @Override
    public void start(Promise<Void> listening) {
        server.get().listen().<Void>mapEmpty().onComplete(listening);
    }
}
