package io.provisioning.extensionregistry.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/** Which requests are running, and who is told when they are over. */
final class Traffic {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT");

    private final RequestListener listener;
    private int running;
    private volatile boolean stopping;

    Traffic(RequestListener listener) {
        this.listener = listener;
    }

    /** The visit of a request; begins it the first time. */
    Visit visit(RoutingContext context) {
        Visit known = Visit.of(context);
        if (known != null) {
            return known;
        }
        HttpServerRequest request = context.request();
        Visit visit = new Visit(request.method().name(), RequestId.of(request.getHeader(RequestId.HEADER)));
        visit.attachTo(context);
        enter();
        context.addEndHandler(end -> over(visit, context.request()));
        return visit;
    }

    /** Tells of a request that never became a visit. */
    void report(Served served) {
        listener.finished(served);
    }

    /** A request is running until it {@link #leave leaves}. */
    synchronized void enter() {
        running++;
    }

    synchronized void leave() {
        running--;
        notifyAll();
    }

    private void over(Visit visit, HttpServerRequest request) {
        leave();
        visit.end();
        HttpServerResponse response = request.response();
        int status =
                response.headWritten() || response.ended() ? response.getStatusCode() : RequestListener.CLIENT_GONE;
        listener.finished(new Served(
                request,
                METHODS.contains(visit.method()) ? visit.method() : "OTHER",
                request.path(),
                visit.route(),
                visit.requestId(),
                status,
                visit.nanos()));
    }

    /** From now on new requests are turned away. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    /** Waits until no request is running, at most for so long. */
    synchronized void awaitQuiet(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (running > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
