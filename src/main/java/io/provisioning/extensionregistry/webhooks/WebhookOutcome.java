package io.provisioning.extensionregistry.webhooks;

import java.util.Locale;

/** How a call ended; the values of {@code webhook_requests_total{outcome}}. */
public enum WebhookOutcome {
    /** Verified; what it names is being renewed. */
    ACCEPTED(202),
    /** Verified; it names nothing that is an extension here. */
    IGNORED(202),
    /** Verified, and the same as one before. */
    REPEATED(200),
    /** There is no such source. */
    UNKNOWN_SOURCE(404),
    /** The source has no secret. */
    DISABLED(403),
    /** Not signed, or not with the source's secret. */
    INVALID_SIGNATURE(401),
    /** Its body is a form. */
    UNSUPPORTED(415),
    /** Verified, but no event that could be read. */
    MALFORMED(400),
    /** Verified, but too many renewals are waiting; it may be sent again. */
    OVERLOADED(503),
    /** Its body is longer than is read. */
    TOO_LARGE(413);

    private final int status;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    WebhookOutcome(int status) {
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** For example {@code invalid_signature}. */
    public String wireName() {
        return wireName;
    }
}
