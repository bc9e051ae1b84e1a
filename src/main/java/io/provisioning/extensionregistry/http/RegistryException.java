package io.provisioning.extensionregistry.http;

import java.util.Map;

/** A request that ends in an error the API knows. Expected, so it has no stack trace. */
public final class RegistryException extends RuntimeException {
    private final ErrorKind kind;
    private final transient Map<String, String> headers;

    /** @param message shown to the client: it names the parameter, the value and what is allowed */
    public RegistryException(ErrorKind kind, String message) {
        this(kind, message, Map.of());
    }

    /** @param headers further headers of the answer, for example {@code Retry-After} */
    public RegistryException(ErrorKind kind, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.kind = kind;
        this.headers = Map.copyOf(headers);
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Further headers of the answer; empty if there are none. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
