package io.provisioning.extensionregistry;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.catalog.Provenance;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.TracingSettings;
import io.provisioning.extensionregistry.http.AccessLog;
import io.provisioning.extensionregistry.http.HttpServer;
import io.provisioning.extensionregistry.http.RequestListener;
import io.provisioning.extensionregistry.http.ServerSpans;
import io.provisioning.extensionregistry.logs.LogOutput;
import io.provisioning.extensionregistry.metrics.HttpMetrics;
import io.provisioning.extensionregistry.metrics.RouteMetrics;
import io.provisioning.extensionregistry.metrics.TlsMetrics;
import io.provisioning.extensionregistry.tracing.Tracing;
import io.provisioning.extensionregistry.upstream.SecretFile;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;

/** What those who run the service see of its requests and of the process. */
final class Telemetry implements AutoCloseable {
    private final Settings settings;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Tracing tracing;

    Telemetry(Settings settings) {
        this.settings = settings;
    }

    /** Where everything is counted. */
    PrometheusMeterRegistry metrics() {
        return metrics;
    }

    /** Counts what the process uses. */
    void bindSystem() {
        new ClassLoaderMetrics().bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new FileDescriptorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
    }

    /** Counts the connections of clients, and tells until when our certificate holds. */
    void bindConnections(HttpServer http, Clock clock) {
        HttpMetrics.bindConnections(metrics, http.connections());
        http.tls().ifPresent(tls -> TlsMetrics.bind(metrics, tls, clock));
    }

    /** Counts the exchanges of routes; before these are added. */
    void bindRoutes(CamelContext context) {
        context.addRoutePolicyFactory(new RouteMetrics(metrics));
    }

    /** Counts requests, and logs them if that is wanted. */
    RequestListener requests() {
        RequestListener counted = new HttpMetrics(metrics);
        if (!settings.log().access()) {
            return counted;
        }
        HttpMetrics.bindDropped(metrics, LogOutput::dropped);
        return counted.and(new AccessLog(settings.server().trustedProxies(), Provenance.CACHE));
    }

    /** Traces requests and calls of sources if that is wanted; before routes are added. */
    void trace(CamelContext context, HttpServer http) {
        TracingSettings wanted = settings.tracing();
        if (wanted.endpoint() != null) {
            String version = Telemetry.class.getPackage().getImplementationVersion();
            tracing = new Tracing(
                    wanted.endpoint(),
                    wanted.sampleRatio(),
                    () -> header(wanted.header()),
                    version == null ? "development" : version);
            tracing.bind(context);
            http.trace(new ServerSpans(tracing.tracer()));
        }
    }

    /** What the file says now; nothing if it cannot be read or has no header. */
    private static Map<String, String> header(Path file) {
        try {
            String[] header =
                    file == null ? new String[0] : SecretFile.read(file).split(":\\s*", 2);
            return header.length == 2 ? Map.of(header[0].strip(), header[1]) : Map.of();
        } catch (SourceException e) {
            return Map.of();
        }
    }

    @Override
    public void close() {
        if (tracing != null) {
            tracing.close();
        }
        metrics.close();
    }
}
