package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Lets pages of other origins read the answers.
 *
 * @param origins allowed ones; {@code *} for any; empty for none
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
record Cors(List<String> origins) {
    private static final String EXPOSED =
            "X-Total-Count, Link, ETag, X-Registry-Sources, X-Registry-Source, X-Cache, Age,"
                    + " X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, Content-Disposition, Accept-Ranges,"
                    + " Content-Range, Repr-Digest, Docker-Content-Digest";

    /** Marks the answer to a request; the page of an origin that is not allowed is told nothing. */
    void apply(HttpServerRequest request, HttpServerResponse response) {
        if (origins.isEmpty()) {
            return;
        }
        if (origins.contains("*")) {
            response.putHeader("Access-Control-Allow-Origin", "*");
        } else {
            response.putHeader("Vary", "Origin");
            String origin = request.getHeader("Origin");
            if (origin == null || !origins.contains(origin)) {
                return;
            }
            response.putHeader("Access-Control-Allow-Origin", origin);
        }
        response.putHeader("Access-Control-Expose-Headers", EXPOSED);
    }

    /** Whether a request asks beforehand if a page may send another. */
    boolean isPreflight(HttpServerRequest request) {
        return !origins.isEmpty()
                && request.method().name().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Answers such a request; {@link #apply} has marked it. */
    void preflight(HttpServerRequest request, HttpServerResponse response, String allowedMethods) {
        response.headers().remove("Access-Control-Expose-Headers");
        if (response.headers().contains("Access-Control-Allow-Origin")) {
            response.putHeader("Access-Control-Allow-Methods", allowedMethods);
            String wanted = request.getHeader("Access-Control-Request-Headers");
            if (wanted != null && wanted.matches("[A-Za-z0-9_, -]{1,1000}")) {
                response.putHeader("Access-Control-Allow-Headers", wanted);
            }
            response.putHeader("Access-Control-Max-Age", "3600");
        }
        response.setStatusCode(204).end();
    }
}
