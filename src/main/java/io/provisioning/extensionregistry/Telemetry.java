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
import io.provisioning.extensionregistry.http.AccessLog;
import io.provisioning.extensionregistry.http.RequestListener;
import io.provisioning.extensionregistry.logs.LogOutput;
import io.provisioning.extensionregistry.metrics.HttpMetrics;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/** What those who run the service see of its requests and of the process. */
final class Telemetry implements AutoCloseable {
    private final Settings settings;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

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

    /** Counts the exchanges of routes; before these are added. */
    void bindRoutes(CamelContext context) {
        MicrometerRoutePolicyFactory policies = new MicrometerRoutePolicyFactory();
        policies.setMeterRegistry(metrics);
        context.addRoutePolicyFactory(policies);
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

    @Override
    public void close() {
        metrics.close();
    }
}
