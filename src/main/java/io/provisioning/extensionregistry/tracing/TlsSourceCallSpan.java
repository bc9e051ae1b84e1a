package io.provisioning.extensionregistry.tracing;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.decorators.HttpsSpanDecorator;

/** As {@link SourceCallSpan}, for addresses in routes that begin with {@code https:}. */
public final class TlsSourceCallSpan extends HttpsSpanDecorator {
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return SourceCallSpan.method(exchange);
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
        return SourceCallSpan.parent();
    }
}
