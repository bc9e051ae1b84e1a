package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.upstream.RateBudget;
import io.provisioning.extensionregistry.upstream.SourceGuards;

/** Shows what keeps us from calling a source. */
public final class SourceGauges {
    private SourceGauges() {}

    /** Registers the gauges of one configured source. */
    public static void bind(MeterRegistry metrics, SourceGuards guards, String source) {
        Gauge.builder(MetricNames.SOURCE_CIRCUIT_STATE, () -> guards.circuitFigure(source))
                .description("0 closed, 1 half open, 2 open")
                .tag("source", source)
                .register(metrics);
        Gauge.builder(MetricNames.SOURCE_BUDGET_REMAINING, () -> guards.budget(source)
                        .map(RateBudget::remaining)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN))
                .description("Calls that the source still allows in this period; not a number if it does not say")
                .tag("source", source)
                .register(metrics);
    }
}
