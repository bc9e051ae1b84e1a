package io.provisioning.extensionregistry.http;

import io.opentelemetry.api.trace.Span;
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
    private volatile ServerSpans spans;
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
        Visit visit =
                new Visit(request.method().name(), RequestId.of(request.getHeader(RequestId.HEADER)), begin(request));
        visit.attachTo(context);
        enter();
        context.addEndHandler(end -> over(visit, context.request()));
        return visit;
    }

    /** Has each request traced from now on. */
    void trace(ServerSpans all) {
        spans = all;
    }

    /** The span of a request; null if nothing is traced. */
    Span begin(HttpServerRequest request) {
        return spans == null ? null : spans.begin(request);
    }

    /** One of the methods that the server knows, or {@code OTHER}. */
    static String method(String name) {
        return METHODS.contains(name) ? name : "OTHER";
    }

    /**
     * Tells of a request that never became a visit.
     *
     * @param span null if nothing is traced
     */
    void report(Served served, Span span) {
        report(served, span, null);
    }

    private void report(Served served, Span span, String takenAt) {
        if (span != null) {
            spans.end(span, served, takenAt);
        }
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
        int status = response.headWritten() || response.ended()
                ? response.getStatusCode()
                : StrictHttp.refusal(request.connection()).orElse(RequestListener.CLIENT_GONE);
        report(
                new Served(
                        request,
                        method(visit.method()),
                        request.path(),
                        visit.route(),
                        visit.requestId(),
                        visit.traceparent(),
                        status,
                        visit.nanos()),
                visit.span(),
                visit.path());
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
