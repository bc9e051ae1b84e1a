package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.http.ServerTls;
import java.time.Clock;
import java.time.Duration;

/** Shows how long the certificate of the public port lasts. */
public final class TlsMetrics {
    private TlsMetrics() {}

    /** Shows it from now on. */
    public static void bind(MeterRegistry metrics, ServerTls tls, Clock clock) {
        Gauge.builder(MetricNames.TLS_CERTIFICATE_EXPIRY, tls, served -> Duration.between(
                                clock.instant(), served.expires())
                        .toSeconds())
                .description("Seconds until the certificate that is served ends")
                .register(metrics);
        Gauge.builder(MetricNames.TLS_RELOAD_FAILED, tls, served -> served.isFailed() ? 1 : 0)
                .description("1 if the files of the certificate cannot be used, so that an older one is served")
                .register(metrics);
    }
}
