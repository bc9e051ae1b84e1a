package io.provisioning.extensionregistry.gitea;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads the times of the API: RFC 3339 in whatever zone the server is set to. */
final class GiteaTime {
    private GiteaTime() {}

    /**
     * Reads a time.
     *
     * @return null for null, for what is no time, and for everything up to 1970-01-01T00:00:00Z: that moment and the
     *     first of January of the year 1 are how the server says that a time is not set
     */
    static Instant parse(String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text.strip()).toInstant();
            return time.isAfter(Instant.EPOCH) ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
