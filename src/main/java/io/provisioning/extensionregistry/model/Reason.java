package io.provisioning.extensionregistry.model;

import java.util.Locale;

/** Why a source gave no answer. These are the only spellings, in errors, headers, health and metrics. */
public enum Reason {
    REFUSED,
    TIMEOUT,
    UNAVAILABLE,
    RATE_LIMITED,
    UNAUTHORIZED,
    TLS,
    INVALID_ANSWER,
    LOADING,
    CIRCUIT_OPEN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The spelling that users see, for example {@code rate_limited}. */
    public String wireName() {
        return wireName;
    }
}
