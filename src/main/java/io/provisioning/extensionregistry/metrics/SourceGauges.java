package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.health.RejectedFiles;
import io.provisioning.extensionregistry.health.SourceCondition;
import io.provisioning.extensionregistry.upstream.RateBudget;
import io.provisioning.extensionregistry.upstream.SourceGuards;
import java.util.function.Function;

/** Shows what keeps us from calling a source. */
public final class SourceGauges {
    private SourceGauges() {}

    /** Registers the gauges of one source; its counters too, since a first increase is none to those who watch. */
    public static void bind(MeterRegistry metrics, SourceGuards guards, String source) {
        metrics.counter(MetricNames.CHECKSUM_MISMATCHES, "source", source);
        metrics.counter(MetricNames.DOWNLOAD_BYTES, "source", source);
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

    /**
     * Registers how long a source's catalogue has been stale.
     *
     * @param conditions what is known of a source; a source without a catalogue is not a number
     */
    public static void bindStaleness(
            MeterRegistry metrics, Function<String, SourceCondition> conditions, String source) {
        Gauge.builder(MetricNames.SOURCE_STALE, () -> staleFor(conditions.apply(source)))
                .description("How long the source's catalogue has been stale; not a number if there is none")
                .tag("source", source)
                .register(metrics);
    }

    private static double staleFor(SourceCondition condition) {
        Long stale = condition.staleForSeconds();
        return stale != null ? stale : condition.kept() ? 0 : Double.NaN;
    }

    /** Registers how many files of sources cannot be used. */
    public static void bindRejected(MeterRegistry metrics, RejectedFiles rejected) {
        Gauge.builder(MetricNames.ROUTE_FILES_REJECTED, () -> rejected.all().size())
                .description("Files of sources that cannot be used")
                .register(metrics);
    }
}
