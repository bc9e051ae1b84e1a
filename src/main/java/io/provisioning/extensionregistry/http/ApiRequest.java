package io.provisioning.extensionregistry.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asked, decoded once. Routes find it in the exchange property {@value #PROPERTY}; nothing of it is ever
 * a header that could reach a source.
 *
 * @param method {@code GET} also for {@code HEAD}, see {@code head}
 * @param head whether only the headers are wanted
 * @param path decoded, without query
 * @param pathParameters decoded, by name
 * @param queryParameters decoded, in the order of their first appearance; each with all its values in order
 * @param headers by lower-case name; each with all its values in order
 * @param requestId never null
 */
public record ApiRequest(
        String method,
        boolean head,
        String path,
        Map<String, String> pathParameters,
        Map<String, List<String>> queryParameters,
        Map<String, List<String>> headers,
        String requestId) {

    /** The exchange property that holds the request. */
    public static final String PROPERTY = "apiRequest";

    public ApiRequest {
        pathParameters = Map.copyOf(pathParameters);
        queryParameters = Collections.unmodifiableMap(new LinkedHashMap<>(queryParameters));
        headers = Map.copyOf(headers);
    }

    /** The first value of a header, by any case of its name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** A path parameter; the route's own path guarantees that it is there. */
    public String pathParameter(String name) {
        return Optional.ofNullable(pathParameters.get(name))
                .orElseThrow(() -> new IllegalStateException("no path parameter " + name));
    }
}
