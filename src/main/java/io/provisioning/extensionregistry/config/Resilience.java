package io.provisioning.extensionregistry.config;

import java.time.Duration;

/**
 * What is done when calls of a source fail.
 *
 * @param retries how often one call is made again; 0 or more
 * @param breakerCalls how many of the last calls decide whether the circuit opens; greater than 0
 * @param breakerFailurePercent how many of them must have failed for that; 1 to 100
 * @param breakerWait how long a source is left alone whose circuit is open, or that refused our credentials
 */
public record Resilience(int retries, int breakerCalls, int breakerFailurePercent, Duration breakerWait) {
    /** What holds if nothing is set. */
    public static final Resilience DEFAULT = new Resilience(2, 10, 50, Duration.ofSeconds(10));
}
