package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.config.RateLimit;
import io.provisioning.extensionregistry.config.ServerLimits;
import java.util.List;

/**
 * Where the server listens and what it puts up with.
 *
 * @param host an address or a name
 * @param port 0 for any free one
 * @param workerThreads threads on which routes start; a request that only waits holds none of them
 * @param drainSeconds how long {@link HttpServer#close()} waits for running requests
 * @param trustedProxies addresses and networks whose {@code X-Forwarded-For} counts
 * @param corsOrigins origins whose pages may read answers; {@code *} for any; empty for none
 */
public record ServerOptions(
        String host,
        int port,
        int workerThreads,
        ServerLimits limits,
        RateLimit rateLimit,
        int drainSeconds,
        List<String> trustedProxies,
        List<String> corsOrigins) {

    public ServerOptions {
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** What is right for most installations; no CORS. */
    public static ServerOptions of(String host, int port) {
        return new ServerOptions(host, port, 20, ServerLimits.DEFAULT, RateLimit.OFF, 30, List.of(), List.of());
    }

    /** The same with other limits. */
    public ServerOptions with(ServerLimits others) {
        return new ServerOptions(
                host, port, workerThreads, others, rateLimit, drainSeconds, trustedProxies, corsOrigins);
    }

    /** The same with a bound on the requests of each client. */
    public ServerOptions with(RateLimit other, List<String> proxies) {
        return new ServerOptions(host, port, workerThreads, limits, other, drainSeconds, proxies, corsOrigins);
    }

    /** The same for pages of these origins. */
    public ServerOptions withCors(List<String> origins) {
        return new ServerOptions(host, port, workerThreads, limits, rateLimit, drainSeconds, trustedProxies, origins);
    }
}
