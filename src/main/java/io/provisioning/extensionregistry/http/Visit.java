package io.provisioning.extensionregistry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** One request from its headers to the end of its answer, as the server's own parts share it. */
final class Visit {
    private static final String KEY = Visit.class.getName();

    private final String method;
    private final String requestId;
    private final long started = System.nanoTime();
    private final List<Runnable> atEnd = new ArrayList<>();
    private volatile String route = "none";
    private boolean ended;

    Visit(String method, String requestId) {
        this.method = method;
        this.requestId = requestId;
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

    /** Says which Camel route served it; null if none did. */
    void routedTo(String routeId) {
        route = routeId == null ? "none" : routeId;
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
