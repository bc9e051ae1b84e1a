package io.provisioning.extensionregistry.model;

import java.time.Duration;
import java.util.Objects;

/**
 * Why a source gave no answer, fit to be shown: no address, no header, no token.
 *
 * @param reason never null
 * @param message one sentence for people
 * @param retryAfter how long the source asked us to wait; null if it did not
 */
public record Failure(Reason reason, String message, Duration retryAfter) {
    public Failure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /** A failure whose source said nothing of when to come back. */
    public static Failure of(Reason reason, String message) {
        return new Failure(reason, message, null);
    }
}
