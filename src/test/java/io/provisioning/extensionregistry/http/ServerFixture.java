package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.config.RateLimit;
import io.provisioning.extensionregistry.config.ServerLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A server on a free port with the routes of a test behind it. */
final class ServerFixture implements AutoCloseable {
    final DefaultCamelContext context = new DefaultCamelContext();
    final List<String> finished = new CopyOnWriteArrayList<>();
    final HttpServer server;

    ServerFixture(ServerOptions options, RoutesBuilder routes) throws Exception {
        server = HttpServer.create(
                options, served -> finished.add(served.method() + " " + served.route() + " " + served.status()));
        server.bind(context);
        context.getRegistry().bind("errorAnswer", new ErrorAnswer());
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(routes);
        context.start();
        server.listen();
    }

    static ServerOptions options() {
        return ServerOptions.of("127.0.0.1", 0);
    }

    /** Small limits; the times are long. */
    static ServerOptions options(int workers, int url, int header, int body, int connections, List<String> origins) {
        Duration time = Duration.ofSeconds(30);
        return new ServerOptions(
                "127.0.0.1",
                0,
                workers,
                new ServerLimits(url, header, body, connections, time, time, time),
                RateLimit.OFF,
                null,
                10,
                List.of(),
                origins);
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close();
        context.stop();
    }
}
