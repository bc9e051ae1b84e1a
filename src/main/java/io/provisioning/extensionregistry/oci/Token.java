package io.provisioning.extensionregistry.oci;

import java.time.Instant;
import java.util.Objects;

/**
 * A token that a service gave us.
 *
 * @param value what stands after {@code Bearer}
 * @param renewAt when nine tenths of its life are over
 */
public record Token(String value, Instant renewAt) {
    public Token {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(renewAt, "renewAt");
    }

    String header() {
        return "Bearer " + value;
    }

    boolean isFresh(Instant now) {
        return now.isBefore(renewAt);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "token until " + renewAt;
    }
}
