package io.provisioning.extensionregistry.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A span for each request, below the caller's if it sent a {@code traceparent}, with the names of OpenTelemetry's
 * conventions for HTTP. It is called by its method and the path of its route, never by the path of the request.
 */
public final class ServerSpans {
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final TextMapGetter<HttpServerRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServerRequest request) {
            return request.headers().names();
        }

        @Override
        public String get(HttpServerRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    };

    private final Tracer tracer;
    /** Paths of routes, with their parameters in braces, by the ids of the routes. */
    private final Map<String, String> paths = new ConcurrentHashMap<>();

    public ServerSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The span of a request that has just come in. */
    Span begin(HttpServerRequest request) {
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS);
        return tracer.spanBuilder(Traffic.method(request.method().name()))
                .setSpanKind(SpanKind.SERVER)
                .setParent(caller)
                .startSpan();
    }

    /** What tells others, by {@code traceparent}, that they work for this span. */
    static String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /**
     * The request is over.
     *
     * @param takenAt the path of the endpoint that took it, with its parameters in braces; null if none did: then it is that
     *     of the route whose answer was given again
     */
    void end(Span span, Served served, String takenAt) {
        if (takenAt != null && !served.route().equals(Visit.NO_ROUTE)) {
            paths.putIfAbsent(served.route(), takenAt);
        }
        String path = takenAt == null ? paths.get(served.route()) : takenAt;
        if (path != null) {
            span.updateName(served.method() + " " + path);
            span.setAttribute("http.route", path);
        }
        span.setAttribute("http.request.method", served.method().equals("OTHER") ? "_OTHER" : served.method());
        span.setAttribute("url.scheme", String.valueOf(served.request().scheme()));
        span.setAttribute("url.path", String.valueOf(served.path()));
        span.setAttribute("registry.request_id", served.requestId());
        if (served.status() == RequestListener.CLIENT_GONE) {
            span.setAttribute("error.type", "client_gone");
        } else {
            span.setAttribute(STATUS, (long) served.status());
        }
        if (served.status() / 100 == 5) {
            span.setAttribute("error.type", String.valueOf(served.status()));
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
