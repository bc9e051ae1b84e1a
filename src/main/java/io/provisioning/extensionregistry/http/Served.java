package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * A request whose answer is over.
 *
 * @param request with its response; null if its headers never came
 * @param method one of the methods that the server knows, or {@code OTHER}
 * @param path as the client sent it, without the query; null if nobody could read it
 * @param route the id of the Camel route, or {@code none}
 * @param requestId the one that the answer has
 * @param traceparent of the request's span; null if nothing is traced
 * @param status the status that was sent, or {@value RequestListener#CLIENT_GONE}
 * @param nanos from the request's headers to the end of the answer
 */
public record Served(
        HttpServerRequest request,
        String method,
        String path,
        String route,
        String requestId,
        String traceparent,
        int status,
        long nanos) {}
