package io.provisioning.extensionregistry.health;

import io.provisioning.extensionregistry.model.Failure;
import java.time.Instant;

/**
 * What is known of one source.
 *
 * @param healthy whether the last thing asked of it was answered sensibly; false before it has answered anything
 * @param latencyMs of the last sensible answer, in milliseconds; null before the first
 * @param lastSuccess null before the first
 * @param failure why it is not healthy; null if it is, or was not asked yet
 */
public record SourceState(boolean healthy, Long latencyMs, Instant lastSuccess, Failure failure) {
    /** Before anything was asked. */
    public static final SourceState UNKNOWN = new SourceState(false, null, null, null);
}
