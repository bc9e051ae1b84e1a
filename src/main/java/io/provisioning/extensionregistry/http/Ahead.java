package io.provisioning.extensionregistry.http;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.Supplier;

/** Where every request comes in: it is answered ahead of the routes if that is possible, else the router has it. */
final class Ahead {
    private final Router router;
    private final Front front;
    private final Traffic traffic;
    private final RateLimiter limiter;
    private final Supplier<HotAnswers> hot;

    /**
     * @param limiter null if clients may send any number of requests
     * @param hot gives null if nothing is answered ahead of the routes
     */
    Ahead(Router router, Front front, Traffic traffic, RateLimiter limiter, Supplier<HotAnswers> hot) {
        this.router = router;
        this.front = front;
        this.traffic = traffic;
        this.limiter = limiter;
        this.hot = hot;
    }

    /** Takes a request, on its event loop. */
    void handle(HttpServerRequest request) {
        RateLimiter.Verdict verdict = limiter == null ? null : limiter.count(request);
        if (verdict != null && !lets(request, verdict)) {
            return;
        }
        HotAnswers answers = hot.get();
        long started = System.nanoTime();
        if (answers == null
                || traffic.stopping()
                || !answered(request, answers, started) && !waits(request, answers, started)) {
            router.handle(request);
        }
    }

    /** Tells a client what it has left, and refuses what is too much. */
    private boolean lets(HttpServerRequest request, RateLimiter.Verdict verdict) {
        HttpServerResponse response = request.response();
        response.putHeader("RateLimit-Policy", verdict.policy()).putHeader("RateLimit", verdict.limit());
        if (!verdict.isRefused()) {
            return true;
        }
        Span span = traffic.begin(request);
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        front.head(request, requestId);
        RegistryException error = new RegistryException(
                ErrorKind.RATE_LIMITED,
                "This client has sent too many requests",
                Map.of("Retry-After", String.valueOf(verdict.retryAfter())));
        ResponseWriter.send(response, Answer.of(error, request.path()), request.method() == HttpMethod.HEAD);
        report(request, span, "none", requestId, error.kind().status(), System.nanoTime());
        return false;
    }

    /** What is answered here has the very target and headers of a request that {@link Front} has checked. */
    private boolean answered(HttpServerRequest request, HotAnswers answers, long started) {
        ReadyAnswer ready = answers.find(request);
        if (ready == null) {
            return false;
        }
        Span span = traffic.begin(request);
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        front.head(request, requestId);
        ready.send(request.response());
        report(request, span, ready.route(), requestId, ready.answer().status(), started);
        return true;
    }

    private boolean waits(HttpServerRequest request, HotAnswers answers, long started) {
        Context loop = Vertx.currentContext();
        traffic.enter();
        boolean waits = answers.await(request, () -> loop.runOnContext(now -> goOn(request, answers, started)));
        if (waits) {
            request.pause();
        } else {
            traffic.leave();
        }
        return waits;
    }

    private void goOn(HttpServerRequest request, HotAnswers answers, long started) {
        request.resume();
        if (request.response().closed()) {
            String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
            report(request, traffic.begin(request), "none", requestId, RequestListener.CLIENT_GONE, started);
        } else if (!answered(request, answers, started)) {
            router.handle(request);
        }
        traffic.leave();
    }

    private void report(
            HttpServerRequest request, Span span, String route, String requestId, int status, long started) {
        String traceparent = span == null ? null : ServerSpans.traceparent(span);
        long nanos = System.nanoTime() - started;
        traffic.report(
                new Served(
                        request,
                        Traffic.method(request.method().name()),
                        request.path(),
                        route,
                        requestId,
                        traceparent,
                        status,
                        nanos),
                span);
    }
}
