package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.store.StoreCounts;
import java.util.function.ToDoubleFunction;

/** Shows how the content store is doing. */
public final class StoreMetrics {
    private StoreMetrics() {}

    /** Registers the meters of a store; of one that is off too, so that dashboards find them. */
    public static void bind(MeterRegistry metrics, ContentStore store) {
        counter(metrics, MetricNames.STORE_HITS, store, StoreCounts::hits);
        counter(metrics, MetricNames.STORE_MISSES, store, StoreCounts::misses);
        counter(metrics, MetricNames.STORE_STORED, store, StoreCounts::stored);
        counter(metrics, MetricNames.STORE_EVICTIONS, store, StoreCounts::evicted);
        counter(metrics, MetricNames.STORE_DAMAGED, store, StoreCounts::damaged);
        counter(metrics, MetricNames.STORE_REFUSED, store, StoreCounts::refused);
        counter(metrics, MetricNames.STORE_FAILURES, store, StoreCounts::failures);
        gauge(metrics, MetricNames.STORE_BLOBS, store, of -> of.condition().blobs());
        gauge(metrics, MetricNames.STORE_BYTES, store, of -> of.condition().bytes());
        gauge(metrics, MetricNames.STORE_WRITABLE, store, of -> of.condition().writable() ? 1 : 0);
    }

    private static void counter(
            MeterRegistry metrics, String name, ContentStore store, ToDoubleFunction<StoreCounts> value) {
        FunctionCounter.builder(name, store, of -> value.applyAsDouble(of.counts()))
                .register(metrics);
    }

    private static void gauge(
            MeterRegistry metrics, String name, ContentStore store, ToDoubleFunction<ContentStore> value) {
        Gauge.builder(name, store, value).register(metrics);
    }
}
