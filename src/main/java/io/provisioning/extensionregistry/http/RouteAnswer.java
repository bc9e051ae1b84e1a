package io.provisioning.extensionregistry.http;

import java.util.Map;
import java.util.Objects;

/**
 * What a use case answers.
 *
 * @param status the HTTP status
 * @param contentType the media type with its parameters
 * @param headers further headers
 * @param body never null
 * @param ageing what the same request is answered later if nothing has changed but the time; null if that is not known
 */
public record RouteAnswer(int status, String contentType, Map<String, String> headers, byte[] body, Ageing ageing) {
    public RouteAnswer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** One of which nobody knows what becomes of it. */
    public RouteAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, body, null);
    }

    /** A 200 with JSON. */
    public static RouteAnswer json(byte[] body, Map<String, String> headers) {
        return new RouteAnswer(200, "application/json", headers, body);
    }

    /** The same, with what becomes of it. */
    public RouteAnswer ageing(Ageing how) {
        return new RouteAnswer(status, contentType, headers, body, how);
    }
}
