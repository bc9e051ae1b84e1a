package io.provisioning.extensionregistry.http;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One request from its headers to the end of its answer, as the server's own parts share it. */
final class Visit {
    /** What stands for a route where there is none. */
    static final String NO_ROUTE = "none";

    private static final String KEY = Visit.class.getName();

    private final String method;
    private final String requestId;
    private final long started = System.nanoTime();
    private final List<Runnable> atEnd = new ArrayList<>();
    private final Span span;
    private final String traceparent;
    private volatile String route = NO_ROUTE;
    private volatile String path;
    private boolean ended;
    private Map<String, String> given;

    /** @param span null if nothing is traced */
    Visit(String method, String requestId, Span span) {
        this.method = method;
        this.requestId = requestId;
        this.span = span;
        this.traceparent = span == null ? null : ServerSpans.traceparent(span);
    }

    /** The visit of a request, or null if the server has not seen it yet. */
    static Visit of(RoutingContext context) {
        return context.get(KEY);
    }

    void attachTo(RoutingContext context) {
        context.put(KEY, this);
    }

    /** As the client sent it: {@code HEAD} although routes see {@code GET}. */
    String method() {
        return method;
    }

    boolean head() {
        return "HEAD".equals(method);
    }

    String requestId() {
        return requestId;
    }

    String route() {
        return route;
    }

    /**
     * Puts back what stood in the headers of the answer when the visit began: a request that comes through the router a
     * second time (as GET for HEAD) has lost it.
     */
    void keep(MultiMap headers) {
        if (given == null) {
            given = new HashMap<>();
            headers.forEach(given::put);
        } else {
            given.forEach(headers::set);
        }
    }

    /** Says which Camel route served it; null if none did. */
    void routedTo(String routeId) {
        route = routeId == null ? NO_ROUTE : routeId;
    }

    /** The path of the endpoint that took it, with its parameters in braces; null if none did. */
    String path() {
        return path;
    }

    void takenAt(String endpointPath) {
        path = endpointPath;
    }

    /** Null if nothing is traced. */
    Span span() {
        return span;
    }

    /** Null if nothing is traced. */
    String traceparent() {
        return traceparent;
    }

    long nanos() {
        return System.nanoTime() - started;
    }

    /** Runs the action when the answer is over, whether it was complete or the client went away; at once if it is. */
    void atEnd(Runnable action) {
        synchronized (atEnd) {
            if (!ended) {
                atEnd.add(action);
                return;
            }
        }
        action.run();
    }

    void end() {
        List<Runnable> actions;
        synchronized (atEnd) {
            ended = true;
            actions = List.copyOf(atEnd);
            atEnd.clear();
        }
        actions.forEach(Runnable::run);
    }
}
