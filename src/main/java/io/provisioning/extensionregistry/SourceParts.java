package io.provisioning.extensionregistry;

import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.health.SourceCondition;
import io.provisioning.extensionregistry.metrics.SourceGauges;
import io.provisioning.extensionregistry.upstream.LastingClient;
import io.provisioning.extensionregistry.upstream.SourceGuards;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.spi.Registry;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** Gives each source what its routes name: settings, client, circuit breaker, budget, threads. */
final class SourceParts {
    private final Registry registry;
    private final Threads threads;
    private final SourceGuards guards;
    private final MeterRegistry metrics;
    private final Function<String, SourceCondition> conditions;

    /** @param conditions what is known of a source, for the metrics */
    SourceParts(
            Registry registry,
            Threads threads,
            SourceGuards guards,
            MeterRegistry metrics,
            Function<String, SourceCondition> conditions) {
        this.registry = registry;
        this.threads = threads;
        this.guards = guards;
        this.metrics = metrics;
        this.conditions = conditions;
    }

    /** For a configured source, once. */
    void bind(SourceSettings source) {
        guards.beans(source).forEach(registry::bind);
        bindRest(source);
    }

    /**
     * For a source that is a file of its own. What is there from an earlier version of the file stays, but for the
     * settings: somebody may be using it.
     */
    void bindDropIn(SourceSettings source) {
        String id = source.id();
        if (registry.lookupByName(id + ".loads") != null) {
            registry.bind(id + ".settings", source);
            show(id);
            return;
        }
        Map<String, Object> beans = new HashMap<>(guards.beans(source));
        CloseableHttpClient client = (CloseableHttpClient) beans.get(id + ".httpClient");
        // The endpoints of a version that goes would close it under those of the next one.
        beans.put(id + ".httpClient", LastingClient.of(client));
        beans.forEach(registry::bind);
        bindRest(source);
    }

    private void bindRest(SourceSettings source) {
        show(source.id());
        registry.bind(source.id() + ".calls", ExecutorService.class, threads.calls(source));
        registry.bind(source.id() + ".loads", ExecutorService.class, threads.loads(source));
    }

    private void show(String id) {
        SourceGauges.bind(metrics, guards, id);
        SourceGauges.bindStaleness(metrics, conditions, id);
    }
}
