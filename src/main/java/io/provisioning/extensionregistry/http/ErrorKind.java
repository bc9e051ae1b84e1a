package io.provisioning.extensionregistry.http;

import java.util.Locale;

/** Every failure that the API knows, with its HTTP status. The only place where a status is decided. */
public enum ErrorKind {
    INVALID_PARAMETER(400),
    BAD_REQUEST(400),
    NAME_INVALID(400),
    DIGEST_INVALID(400),
    INVALID_SIGNATURE(401),
    WEBHOOK_DISABLED(403),
    NOT_FOUND(404),
    VERSION_NOT_FOUND(404),
    NO_MATCHING_VERSION(404),
    NO_ARTIFACT(404),
    NAME_UNKNOWN(404),
    MANIFEST_UNKNOWN(404),
    BLOB_UNKNOWN(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    PAYLOAD_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    RANGE_NOT_SATISFIABLE(416),
    RATE_LIMITED(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    SOURCE_ERROR(502),
    SOURCE_UNAVAILABLE(503),
    SOURCE_TIMEOUT(504),
    NOT_CACHED(504);

    private final int status;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    ErrorKind(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** The {@code error} of the answer, for example {@code not_found}. */
    public String wireName() {
        return wireName;
    }
}
