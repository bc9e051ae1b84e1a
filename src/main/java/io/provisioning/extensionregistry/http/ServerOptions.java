package io.provisioning.extensionregistry.http;

import java.util.List;

/**
 * Where the server listens and what it puts up with.
 *
 * @param host an address or a name
 * @param port 0 for any free one
 * @param workerThreads threads on which routes start; a request that only waits holds none of them
 * @param maxUrlBytes a longer request target is 414
 * @param maxHeaderBytes all headers of a request together; more is 431
 * @param maxBodyBytes a longer body is 413
 * @param maxConnections further ones are closed as soon as they are accepted
 * @param idleTimeoutSeconds a connection on which nothing moves for so long is closed
 * @param drainSeconds how long {@link HttpServer#close()} waits for running requests
 * @param corsOrigins origins whose pages may read answers; {@code *} for any; empty for none
 */
public record ServerOptions(
        String host,
        int port,
        int workerThreads,
        int maxUrlBytes,
        int maxHeaderBytes,
        long maxBodyBytes,
        int maxConnections,
        int idleTimeoutSeconds,
        int drainSeconds,
        List<String> corsOrigins) {

    public ServerOptions {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** What is right for most installations; no CORS. */
    public static ServerOptions of(String host, int port) {
        return new ServerOptions(host, port, 20, 8192, 16384, 1 << 20, 4096, 60, 30, List.of());
    }
}
