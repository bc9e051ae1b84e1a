package io.provisioning.extensionregistry.http;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/** Gives {@code platform-http} endpoints our consumer, and the port of our server. */
final class RegistryEngine extends VertxPlatformHttpEngine {
    private final HttpServer server;
    private final String routerName;

    RegistryEngine(HttpServer server, String routerName) {
        this.server = server;
        this.routerName = routerName;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new AsyncConsumer(endpoint, processor, getHandlers(), routerName, server::hotAnswers);
    }

    @Override
    public int getServerPort() {
        return server.actualPort();
    }
}
