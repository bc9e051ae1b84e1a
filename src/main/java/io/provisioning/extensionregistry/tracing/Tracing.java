package io.provisioning.extensionregistry.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Traces of requests and of what they ask of sources, sent to a collector by OTLP over HTTP. Spans wait in a queue that
 * drops what is too much: a collector that is slow or down costs nothing but its traces. Baggage is neither read nor sent.
 */
public final class Tracing implements AutoCloseable {
    private static final String NAME = "io.provisioning.extensionregistry";
    private static final String TRACES = "/v1/traces";
    private static final Duration EXPORT_EVERY = Duration.ofSeconds(1);
    private static final int WAITING = 8192;
    private static final int FLUSH_SECONDS = 3;

    private final SdkTracerProvider spans;

    /**
     * Begins to trace.
     *
     * @param endpoint of the collector; one without a path gets {@code /v1/traces}
     * @param sampleRatio of the traces that begin here; those that begin at a caller are recorded if the caller's are
     * @param headers is asked for the headers of each export
     * @param version of the service
     */
    public Tracing(URI endpoint, double sampleRatio, Supplier<Map<String, String>> headers, String version) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.getRawPath().isEmpty() ? endpoint + TRACES : endpoint.toString())
                .setHeaders(headers)
                .build();
        spans = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "extension-registry",
                                AttributeKey.stringKey("service.version"),
                                version))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampleRatio)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(EXPORT_EVERY)
                        .setMaxQueueSize(WAITING)
                        .build())
                .build();
    }

    /** What makes spans of requests. */
    public Tracer tracer() {
        return spans.get(NAME);
    }

    /** Has Camel make a span of each call of a source; before routes are added. */
    public void bind(CamelContext context) {
        Tracer requests = tracer();
        Tracer calls = name -> requests.spanBuilder(name).setSpanKind(SpanKind.CLIENT);
        context.getRegistry().bind("callTracer", Tracer.class, calls);
        context.getRegistry()
                .bind(
                        "callPropagators",
                        ContextPropagators.class,
                        ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        SourceSpans camel = new SourceSpans();
        camel.setCamelContext(context);
        camel.init(context);
    }

    /** Sends what is waiting, for a moment. */
    @Override
    public void close() {
        spans.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }
}
