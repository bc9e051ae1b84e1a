package io.provisioning.extensionregistry.tracing;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.decorators.HttpSpanDecorator;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;
import org.slf4j.MDC;

/**
 * What Camel tells of a call by HTTP: its name, and the request that it works for. Camel's own tells the address with its
 * query.
 */
public class SourceCallSpan extends HttpSpanDecorator {
    /** Key of the logging context, which goes with a request to all threads: the {@code traceparent} of its span. */
    static final String PARENT = "traceparent";

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return method(exchange);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        // SourceSpans says what may be said.
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        // SourceSpans says what may be said.
    }

    @Override
    public SpanContextPropagationExtractor getExtractor(Exchange exchange) {
        return parent();
    }

    static SpanContextPropagationExtractor parent() {
        String parent = MDC.get(PARENT);
        return new CamelHeadersSpanContextPropagationExtractor(parent == null ? Map.of() : Map.of(PARENT, parent));
    }

    /** {@code GET} unless the message says otherwise. */
    static String method(Exchange exchange) {
        Object method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD);
        return method == null ? "GET" : method.toString();
    }
}
