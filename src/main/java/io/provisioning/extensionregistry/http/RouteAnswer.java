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
 */
public record RouteAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {
    public RouteAnswer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** A 200 with JSON. */
    public static RouteAnswer json(byte[] body, Map<String, String> headers) {
        return new RouteAnswer(200, "application/json", headers, body);
    }
}
