package io.provisioning.extensionregistry.faults;

/** How a source fails, and what users are told of it. */
enum Fault {
    REFUSED("it refuses connections", "refused"),
    CONNECT_TIMEOUT("it does not take connections", "timeout"),
    SILENCE("it takes connections and says nothing", "timeout"),
    DRIP("it sends byte after byte, with pauses, without end", "timeout"),
    RESET("the connection is reset within the answer", "unavailable"),
    TRUNCATED("the connection is closed within the answer", "unavailable"),
    WRONG_LENGTH("`Content-Length` is less than what it sends", "invalid_answer"),
    STATUS_401("401 for everything", "unauthorized"),
    STATUS_403("403 for everything", "unauthorized"),
    STATUS_404("404 for everything, the organization or the registry itself included", "invalid_answer"),
    STATUS_429_WAIT("429 with `Retry-After: 17`", "rate_limited"),
    STATUS_429("429 without `Retry-After`", "rate_limited"),
    STATUS_500("500", "unavailable"),
    STATUS_502("502 with a page of HTML", "unavailable"),
    STATUS_503("503", "unavailable"),
    INVALID_JSON("200 with something that is not JSON", "invalid_answer"),
    OTHER_SHAPE("200 with JSON of another shape", "invalid_answer"),
    EMPTY("200 with nothing", "invalid_answer"),
    REDIRECT_LOOP("redirects that lead in a circle", "invalid_answer"),
    LOG_IN("a redirect to a log-in page", "unauthorized"),
    UNKNOWN_CA("its certificate is of an unknown authority", "tls"),
    HUGE("200 with 50 MB", "invalid_answer"),
    PAGE_LOOP("the pages of its lists lead in a circle", null),
    WRONG_DIGEST("files, and manifests, that are not what their digest says", "invalid_answer");

    private final String words;
    private final String reason;

    Fault(String words, String reason) {
        this.words = words;
        this.reason = reason;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** What stands in {@code X-Registry-Sources}; null if it does no harm. */
    String reason() {
        return reason;
    }

    /** Whether it is told by time passing, so that only a short time-out makes a short test. */
    boolean takesTime() {
        return "timeout".equals(reason);
    }

    /** Whether no connection can be made, as opposed to what is sent over it. */
    boolean isOfConnections() {
        return this == REFUSED || this == CONNECT_TIMEOUT || this == UNKNOWN_CA;
    }

    /** How long clients are told to wait, in seconds. */
    int retryAfter() {
        return this == STATUS_429_WAIT ? 17 : 5;
    }
}
