package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.cache.CacheCounts;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.CacheStats;
import io.provisioning.extensionregistry.cache.Caches;
import java.util.function.ToDoubleFunction;

/** Shows the same figures as {@code GET /cache/stats}. */
public final class CacheMetrics {
    private CacheMetrics() {}

    /** Registers one set of meters for each named cache. */
    public static void bind(MeterRegistry metrics, Caches caches, CacheCounts counts) {
        for (CacheName name : CacheName.values()) {
            String tag = name.beanName();
            counter(metrics, MetricNames.CACHE_HITS, tag, caches, all -> line(all, counts, name)
                    .hits());
            counter(metrics, MetricNames.CACHE_MISSES, tag, caches, all -> line(all, counts, name)
                    .misses());
            counter(metrics, MetricNames.CACHE_EVICTIONS, tag, caches, all -> line(all, counts, name)
                    .evictions());
            Gauge.builder(MetricNames.CACHE_ENTRIES, () -> caches.get(name).estimatedSize())
                    .tag("cache", tag)
                    .register(metrics);
        }
    }

    private static CacheStats.Line line(Caches caches, CacheCounts counts, CacheName name) {
        return CacheStats.line(name, caches.get(name), counts);
    }

    /** Meters hold their object weakly, so it must be one that lives as long as the service does. */
    private static void counter(
            MeterRegistry metrics, String name, String cache, Caches caches, ToDoubleFunction<Caches> value) {
        FunctionCounter.builder(name, caches, value).tag("cache", cache).register(metrics);
    }
}
