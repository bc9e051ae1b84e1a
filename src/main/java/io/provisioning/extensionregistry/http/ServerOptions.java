package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.config.ServerLimits;
import java.util.List;

/**
 * Where the server listens and what it puts up with.
 *
 * @param host an address or a name
 * @param port 0 for any free one
 * @param workerThreads threads on which routes start; a request that only waits holds none of them
 * @param drainSeconds how long {@link HttpServer#close()} waits for running requests
 * @param corsOrigins origins whose pages may read answers; {@code *} for any; empty for none
 */
public record ServerOptions(
        String host, int port, int workerThreads, ServerLimits limits, int drainSeconds, List<String> corsOrigins) {

    public ServerOptions {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** What is right for most installations; no CORS. */
    public static ServerOptions of(String host, int port) {
        return new ServerOptions(host, port, 20, ServerLimits.DEFAULT, 30, List.of());
    }

    /** The same with other limits. */
    public ServerOptions with(ServerLimits others) {
        return new ServerOptions(host, port, workerThreads, others, drainSeconds, corsOrigins);
    }

    /** The same for pages of these origins. */
    public ServerOptions withCors(List<String> origins) {
        return new ServerOptions(host, port, workerThreads, limits, drainSeconds, origins);
    }
}
