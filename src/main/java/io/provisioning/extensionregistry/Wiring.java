package io.provisioning.extensionregistry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.cache.CacheCounts;
import io.provisioning.extensionregistry.cache.CacheKeys;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Copies;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.cache.Freshness;
import io.provisioning.extensionregistry.cache.LoadRoute;
import io.provisioning.extensionregistry.cache.Mutations;
import io.provisioning.extensionregistry.catalog.DropInCalls;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.dropins.Turnstile;
import io.provisioning.extensionregistry.gitea.GiteaBeans;
import io.provisioning.extensionregistry.health.RejectedFiles;
import io.provisioning.extensionregistry.health.SourceConditions;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.health.SystemAnswers;
import io.provisioning.extensionregistry.http.DocsPage;
import io.provisioning.extensionregistry.http.ErrorAnswer;
import io.provisioning.extensionregistry.http.HotAnswers;
import io.provisioning.extensionregistry.http.OpenApiDocument;
import io.provisioning.extensionregistry.http.SendAnswer;
import io.provisioning.extensionregistry.metrics.CacheMetrics;
import io.provisioning.extensionregistry.metrics.DownloadMetrics;
import io.provisioning.extensionregistry.metrics.HttpMetrics;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import io.provisioning.extensionregistry.oci.OciBeans;
import io.provisioning.extensionregistry.upstream.SourceGuards;
import io.provisioning.extensionregistry.upstream.UpstreamBeans;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes every bean that routes name, and binds it under that name. */
final class Wiring {
    private final Clock clock;
    private final Settings settings;
    private final CamelContext context;
    private final Threads threads;
    private final Legs legs = new Legs();
    private final SourceStates states;
    private final SourceGuards guards;
    private final Turnstile turnstile = new Turnstile();
    private final RejectedFiles rejected = new RejectedFiles();
    private final CacheCounts counts = new CacheCounts();
    private final PrometheusMeterRegistry metrics;
    private final Caches caches;
    private final Flights flights;
    private final SourceConditions conditions;
    private final SystemAnswers systemAnswers;
    private final SourceCalls sourceCalls;
    private final Upkeep upkeep;
    private final Storage storage;
    private HotAnswers hotAnswers;
    private LiveSources liveSources;

    /**
     * @param metrics where everything is counted
     * @param clock what ages copies
     */
    Wiring(Settings settings, CamelContext context, PrometheusMeterRegistry metrics, Clock clock) {
        this.settings = settings;
        this.context = context;
        this.metrics = metrics;
        this.clock = clock;
        this.states = new SourceStates(clock);
        this.guards = new SourceGuards(clock);
        this.threads = new Threads(context);
        Freshness freshness = new Freshness(
                settings.cache().ttl(),
                settings.cache().stale(),
                settings.cache().negativeTtl());
        // The cache drops what freshness would no longer serve, so both go by the same clock.
        this.caches =
                new Caches(settings.cache().capacity(), freshness, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        ExecutorService fanOut = threads.fanOut();
        LoadRoute loads = new LoadRoute(
                context.createProducerTemplate(),
                settings::loadTimeout,
                caches::changed,
                Clock.systemUTC(),
                System::nanoTime);
        Flights.Loader loader =
                (source, operation, id) -> turnstile.pass(source, () -> loads.load(source, operation, id));
        this.flights = new Flights(loader, caches, clock, fanOut);
        this.sourceCalls = new SourceCalls(metrics, states, System::nanoTime);
        this.storage = new Storage(settings, context, metrics, clock);
        this.upkeep = new Upkeep(settings, context, caches, flights, loader, legs, sourceCalls, metrics, clock);
        this.conditions = new SourceConditions(caches, guards, clock);
        this.systemAnswers = new SystemAnswers(
                legs, states, rejected, conditions, caches, counts, flights, storage::view, metrics, clock);
        context.getRegistry().bind("kindThreads", ExecutorService.class, Threads.kinds());
        context.getRegistry().bind("fanOutThreads", ExecutorService.class, Threads.legs(fanOut));
    }

    /** Binds the beans that do not depend on the sources. */
    Wiring bind() {
        Registry registry = context.getRegistry();
        for (CacheName name : CacheName.values()) {
            registry.bind(name.beanName(), caches.get(name));
        }
        UpstreamBeans.beans().forEach(registry::bind);
        GiteaBeans.beans().forEach(registry::bind);
        OciBeans.beans().forEach(registry::bind);
        DigestLedger ledger = storage.ledger(caches);
        Mutations mutations = storage.mutations(ledger);
        registry.bind("mutations", mutations);
        new CatalogBeans(settings, legs, ledger, mutations, metrics, clock)
                .beans()
                .forEach(registry::bind);
        hotAnswers = new HotAnswers(() -> caches.changes() + ledger.generation() + legs.changes(), clock);
        HttpMetrics.bindRepeated(metrics, hotAnswers);
        registry.bind("metricsRegistry", MeterRegistry.class, metrics);
        registry.bind("cacheKeys", new CacheKeys());
        registry.bind("copies", new Copies(caches.freshness(), counts, clock));
        registry.bind("flights", flights);
        registry.bind("digestLedger", ledger);
        registry.bind("sourceCalls", sourceCalls);
        registry.bind("systemAnswers", systemAnswers);
        URI publicUrl = settings.server().publicUrl();
        registry.bind("openApiDocument", new OpenApiDocument(context, CatalogBeans.text(publicUrl)));
        registry.bind("docsPage", new DocsPage());
        registry.bind("sendAnswer", new SendAnswer());
        registry.bind("errorAnswer", new ErrorAnswer());
        registry.bind("dropInCalls", new DropInCalls());
        storage.bind(registry, threads, ledger, sourceCalls);
        Distribution.bind(context, settings, legs, ledger, threads, new DownloadMetrics(metrics, ledger, sourceCalls));
        CacheMetrics.bind(metrics, caches, counts);
        return this;
    }

    /** Gives every source its client, its threads and its routes; when all route files are loaded. */
    void addSources() throws Exception {
        liveSources = new SourceSetup(
                        settings,
                        context,
                        threads,
                        guards,
                        metrics,
                        legs,
                        caches,
                        flights,
                        turnstile,
                        rejected,
                        conditions,
                        sourceCalls,
                        upkeep)
                .add();
    }

    /** The sources that are a file of their own; when all is started. */
    LiveSources liveSources() {
        return liveSources;
    }

    /** Webhooks, and copies on the disk. */
    Upkeep upkeep() {
        return upkeep;
    }

    /** What may be answered ahead of the routes; after {@link #bind}. */
    HotAnswers hotAnswers() {
        return hotAnswers;
    }

    Legs legs() {
        return legs;
    }

    /** Waits until every source that is asked for anything by itself has said something, at most that long. */
    void awaitSources(Duration patience) throws InterruptedException {
        Set<String> asked = new HashSet<>(legs.offering("ping"));
        asked.addAll(legs.offering("list"));
        states.await(asked, patience);
    }

    /** What is answered about the service itself. */
    SystemAnswers systemAnswers() {
        return systemAnswers;
    }
}
