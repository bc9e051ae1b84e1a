package io.provisioning.extensionregistry;

import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.dropins.RouteExchange;
import io.provisioning.extensionregistry.dropins.Turnstile;
import io.provisioning.extensionregistry.health.RejectedFiles;
import io.provisioning.extensionregistry.health.SourceConditions;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import io.provisioning.extensionregistry.metrics.SourceGauges;
import io.provisioning.extensionregistry.upstream.SourceGuards;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes the sources: the configured ones at once, and what takes in those that are a file of their own. */
record SourceSetup(
        Settings settings,
        CamelContext context,
        Threads threads,
        SourceGuards guards,
        MeterRegistry metrics,
        Legs legs,
        Caches caches,
        Flights flights,
        Turnstile turnstile,
        RejectedFiles rejected,
        SourceConditions conditions,
        SourceCalls sourceCalls,
        Upkeep upkeep) {
    /** So many of those that come later can be silent without keeping a probe of another source waiting. */
    private static final int LATER = 16;

    /** Gives every configured source its parts and its routes; when all route files are loaded. */
    LiveSources add() throws Exception {
        Registry registry = context.getRegistry();
        SourceParts parts = new SourceParts(registry, threads, guards, metrics, conditions::of);
        SourceGauges.bindRejected(metrics, rejected);
        settings.sources().forEach(parts::bind);
        SourceRoutes routes = new SourceRoutes(context, legs);
        routes.add(settings.sources());
        upkeep.begin();
        registry.bind(
                "probeThreads", ExecutorService.class, threads.probes(legs.ids().size() + LATER));
        LiveSources live = new LiveSources(
                settings,
                context,
                parts,
                routes,
                new RouteExchange(context, turnstile),
                rejected,
                caches,
                flights,
                sourceCalls,
                upkeep);
        registry.bind("liveSources", live);
        return live;
    }
}
