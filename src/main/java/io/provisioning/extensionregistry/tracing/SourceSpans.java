package io.provisioning.extensionregistry.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.telemetry.Op;

/**
 * Camel's tracer for the calls of sources alone: routes and their steps are no spans. Each try of a call is one, with the
 * names of OpenTelemetry's conventions for HTTP; of an address it has host and port, since paths and queries may be signed.
 */
final class SourceSpans extends OpenTelemetryTracer {
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<Long> RESENT = AttributeKey.longKey("http.request.resend_count");
    private static final int FIRST_ERROR = 400;

    @Override
    public boolean exclude(String endpointUri, CamelContext context) {
        return endpointUri == null || !endpointUri.startsWith("http:") && !endpointUri.startsWith("https:");
    }

    @Override
    protected void beginEventSpan(Exchange exchange, Endpoint endpoint, Op op) throws Exception {
        super.beginEventSpan(exchange, endpoint, op);
        Span span = Span.current();
        URI address = address(exchange, endpoint);
        if (address != null && address.getHost() != null) {
            boolean tls = "https".equals(address.getScheme());
            span.setAttribute("server.address", address.getHost());
            span.setAttribute(PORT, address.getPort() >= 0 ? (long) address.getPort() : tls ? 443L : 80L);
            span.setAttribute("url.scheme", address.getScheme());
        }
        span.setAttribute("http.request.method", SourceCallSpan.method(exchange));
        if (exchange.getProperty("source") instanceof String source) {
            span.setAttribute("registry.source", source);
        }
        Integer tries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class);
        if (tries != null && tries > 0) {
            span.setAttribute(RESENT, (long) tries);
        }
    }

    @Override
    protected void endEventSpan(Exchange exchange, Endpoint endpoint) throws Exception {
        Span span = Span.current();
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (exchange.getException() != null) {
            fail(span, exchange.getException().getClass().getName());
        } else if (status != null) {
            span.setAttribute(STATUS, (long) status);
            if (status >= FIRST_ERROR) {
                fail(span, String.valueOf(status));
            }
        }
        super.endEventSpan(exchange, endpoint);
    }

    private static void fail(Span span, String type) {
        span.setAttribute(ERROR, type);
        span.setStatus(StatusCode.ERROR);
    }

    private static URI address(Exchange exchange, Endpoint endpoint) {
        String uri = exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class);
        try {
            return URI.create(uri == null ? endpoint.getEndpointUri().replaceAll("\\?.*", "") : uri);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
