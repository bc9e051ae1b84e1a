package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.config.RateLimit;
import io.provisioning.extensionregistry.config.ServerLimits;
import io.provisioning.extensionregistry.config.ServerSettings;
import io.provisioning.extensionregistry.config.TlsFiles;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;

/**
 * Where the server listens and what it puts up with.
 *
 * @param host an address or a name
 * @param port 0 for any free one
 * @param workerThreads threads on which routes start; a request that only waits holds none of them
 * @param drainSeconds how long {@link HttpServer#close()} waits for running requests
 * @param tls null for plain HTTP
 * @param trustedProxies addresses and networks whose {@code X-Forwarded-For} counts
 * @param corsOrigins origins whose pages may read answers; {@code *} for any; empty for none
 */
public record ServerOptions(
        String host,
        int port,
        int workerThreads,
        ServerLimits limits,
        RateLimit rateLimit,
        TlsFiles tls,
        int drainSeconds,
        List<String> trustedProxies,
        List<String> corsOrigins) {

    /** Room for the method and the version beside a target of the longest allowed length. */
    private static final int REQUEST_LINE_EXTRA = 64;

    public ServerOptions {
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** What is set. */
    public static ServerOptions of(ServerSettings settings, int workerThreads, int drainSeconds) {
        return new ServerOptions(
                settings.host(),
                settings.port(),
                workerThreads,
                settings.limits(),
                settings.rateLimit(),
                settings.tls(),
                drainSeconds,
                settings.trustedProxies(),
                settings.corsOrigins());
    }

    /** What is right for most installations; no CORS. */
    public static ServerOptions of(String host, int port) {
        return new ServerOptions(host, port, 20, ServerLimits.DEFAULT, RateLimit.OFF, null, 30, List.of(), List.of());
    }

    /** The same in the server's own words. */
    HttpServerOptions forVertx() {
        return new HttpServerOptions()
                .setHost(host)
                // A negative port is any free one that all servers of this Vert.x share.
                .setPort(port == 0 ? -1 : port)
                .setMaxInitialLineLength(limits.urlBytes() + REQUEST_LINE_EXTRA)
                .setMaxHeaderSize(limits.headerBytes())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
    }

    /** The same with other limits. */
    public ServerOptions with(ServerLimits others) {
        return new ServerOptions(
                host, port, workerThreads, others, rateLimit, tls, drainSeconds, trustedProxies, corsOrigins);
    }

    /** The same with TLS. */
    public ServerOptions with(TlsFiles files) {
        return new ServerOptions(
                host, port, workerThreads, limits, rateLimit, files, drainSeconds, trustedProxies, corsOrigins);
    }

    /** The same with a bound on the requests of each client. */
    public ServerOptions with(RateLimit other, List<String> proxies) {
        return new ServerOptions(host, port, workerThreads, limits, other, tls, drainSeconds, proxies, corsOrigins);
    }

    /** The same for pages of these origins. */
    public ServerOptions withCors(List<String> origins) {
        return new ServerOptions(
                host, port, workerThreads, limits, rateLimit, tls, drainSeconds, trustedProxies, origins);
    }
}
