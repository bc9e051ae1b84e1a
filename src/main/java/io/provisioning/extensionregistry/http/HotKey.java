package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All of a request that routes can see, by which {@link HotAnswers} knows it again: equal for requests that no route can
 * tell from each other. Made for every request, so it leaves as little behind as it can.
 */
final class HotKey implements Comparable<HotKey> {
    private enum Effect {
        /** Routes do not answer differently for it: it says who asks or how the connection is used. */
        NONE,
        /** Whoever sends it wants more than an answer that was already given, or sends something. */
        NEVER,
        /** Says whether something is sent. */
        LENGTH
    }

    private static final int OVERHEAD = 64;
    private static final int TEXT = 48;
    private static final Map<String, Effect> EFFECTS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        for (String name : List.of(
                "User-Agent",
                RequestId.HEADER,
                "traceparent",
                "tracestate",
                "Connection",
                "Upgrade",
                "HTTP2-Settings",
                "X-Forwarded-For",
                "X-Real-IP")) {
            EFFECTS.put(name, Effect.NONE);
        }
        for (String name : List.of("Cache-Control", "Pragma", "Range", "Expect", "Transfer-Encoding")) {
            EFFECTS.put(name, Effect.NEVER);
        }
        EFFECTS.put("Content-Length", Effect.LENGTH);
    }

    private final String uri;

    /** Names, which are alike in any case, each before its value. */
    private final List<String> headers;

    private final int hash;

    private HotKey(String uri, List<String> headers) {
        this.uri = uri;
        this.headers = headers;
        int sum = uri.hashCode();
        for (int i = 1; i < headers.size(); i += 2) {
            sum = 31 * sum + headers.get(i).hashCode();
        }
        this.hash = sum;
    }

    /** The key of a request; null if it is not one to answer twice. */
    static HotKey of(HttpServerRequest request) {
        return request.method() == HttpMethod.GET ? of(request.uri(), request.headers()) : null;
    }

    /** The same of a GET. */
    static HotKey of(String uri, Iterable<Map.Entry<String, String>> all) {
        List<String> headers = new ArrayList<>(8);
        for (Map.Entry<String, String> header : all) {
            Effect effect = EFFECTS.get(header.getKey());
            if (effect == Effect.NEVER
                    || effect == Effect.LENGTH && !header.getValue().equals("0")) {
                return null;
            }
            if (effect == null) {
                headers.add(header.getKey());
                headers.add(header.getValue());
            }
        }
        return new HotKey(uri, headers);
    }

    /** What it takes of the heap, in bytes, roughly: a text has its characters and what all texts have. */
    int weight() {
        int sum = OVERHEAD + TEXT + uri.length();
        for (String text : headers) {
            sum += TEXT + text.length();
        }
        return sum;
    }

    /** An order for the table that they are kept in: clients choose targets, and can choose many of one hash. */
    @Override
    public int compareTo(HotKey other) {
        int order = uri.compareTo(other.uri);
        order = order == 0 ? Integer.compare(headers.size(), other.headers.size()) : order;
        for (int i = 0; order == 0 && i < headers.size(); i += 2) {
            order = headers.get(i).compareToIgnoreCase(other.headers.get(i));
            order = order == 0 ? headers.get(i + 1).compareTo(other.headers.get(i + 1)) : order;
        }
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HotKey key && hash == key.hash && compareTo(key) == 0;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
