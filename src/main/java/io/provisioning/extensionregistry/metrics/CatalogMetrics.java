package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** Shows what is known of the catalogue that is merged from all sources. */
public final class CatalogMetrics {
    private CatalogMetrics() {}

    /** @param conflicts how many versions two sources have with different digests */
    public static void bind(MeterRegistry metrics, LongSupplier conflicts) {
        Gauge.builder(MetricNames.CATALOG_CONFLICTS, conflicts::getAsLong)
                .description("Versions that two sources have with different digests")
                .register(metrics);
    }
}
