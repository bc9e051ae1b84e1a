package io.provisioning.extensionregistry.config;

import java.time.Duration;

/**
 * What the public port puts up with from its clients.
 *
 * @param urlBytes of the request line; more is 414
 * @param headerBytes of all headers of a request together; more is 431
 * @param bodyBytes of a request; more is 413
 * @param connections at once; a further one is closed as soon as it is accepted
 * @param idle how long a connection may be silent between two requests
 * @param request from the first byte of a request until all of it is there
 * @param send how long a client may take none of the bytes of its answer
 */
public record ServerLimits(
        int urlBytes,
        int headerBytes,
        long bodyBytes,
        int connections,
        Duration idle,
        Duration request,
        Duration send) {
    /** What is right for most installations. */
    public static final ServerLimits DEFAULT = new ServerLimits(
            8192, 16384, 1 << 20, 10_000, Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(60));
}
