package io.provisioning.extensionregistry.config;

import java.net.URI;
import java.util.List;

/**
 * The public port.
 *
 * @param port 0 for any that is free
 * @param publicUrl without a trailing slash; null if our addresses stay relative
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code X-Forwarded-For} counts
 * @param corsOrigins each {@code scheme://host[:port]}, or {@code *}; empty for none
 * @param tls null if the port speaks plain HTTP
 * @param hotAnswers whether an answer may be given again ahead of the routes while it is certainly still the same
 */
public record ServerSettings(
        String host,
        int port,
        URI publicUrl,
        List<String> trustedProxies,
        List<String> corsOrigins,
        ServerLimits limits,
        RateLimit rateLimit,
        TlsFiles tls,
        boolean hotAnswers) {
    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }
}
