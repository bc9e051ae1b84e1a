package io.provisioning.extensionregistry;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.cache.CacheKey;
import io.provisioning.extensionregistry.cache.CachedAnswer;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.cache.KeptAnswers;
import io.provisioning.extensionregistry.cache.Renewals;
import io.provisioning.extensionregistry.cache.WarmCopies;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.gitea.GiteaMemory;
import io.provisioning.extensionregistry.gitea.GiteaNames;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import io.provisioning.extensionregistry.metrics.WebhookCounts;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.oci.OciDiscovery;
import io.provisioning.extensionregistry.oci.OciMemory;
import io.provisioning.extensionregistry.webhooks.Deliveries;
import io.provisioning.extensionregistry.webhooks.WebhookAnswers;
import io.provisioning.extensionregistry.webhooks.Webhooks;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;

/** Makes what changes the kept catalogues beside requests: webhooks, and the copies that survive a restart. */
final class Upkeep {
    private static final String OCI = "oci";

    private final Settings settings;
    private final Registry registry;
    private final Caches caches;
    private final Legs legs;
    private final SourceCalls sourceCalls;
    private final WarmCopies warmCopies;
    private final Renewals renewals;
    private final WebhookCounts webhookCounts;

    Upkeep(
            Settings settings,
            CamelContext context,
            Caches caches,
            Flights flights,
            Flights.Loader loader,
            Legs legs,
            SourceCalls sourceCalls,
            MeterRegistry metrics,
            Clock clock) {
        this.settings = settings;
        this.registry = context.getRegistry();
        this.caches = caches;
        this.legs = legs;
        this.sourceCalls = sourceCalls;
        this.warmCopies = new WarmCopies(settings.cache().directory(), caches, clock);
        context.addLifecycleStrategy(closing(warmCopies));
        this.renewals = new Renewals(loader, flights, caches, this::loadThreads, this::catalogueChanged);
        this.webhookCounts = new WebhookCounts(metrics, legs::isSource);
    }

    /** Restores what was kept and binds the beans; when all sources are known and none was asked yet. */
    void begin() {
        settings.sources().forEach(source -> restore(source.id(), source.origin()));
        legs.all().stream().filter(Legs.Leg::dropIn).map(Legs.Leg::source).forEach(this::restoreDropIn);
        OciDiscovery oci = registry.lookupByNameAndType("ociDiscovery", OciDiscovery.class);
        registry.bind("warmCopies", warmCopies);
        registry.bind("renewals", renewals);
        registry.bind("webhookCounts", webhookCounts);
        registry.bind("webhookAnswers", new WebhookAnswers());
        registry.bind(
                "webhooks",
                new Webhooks(
                        settings.sources(),
                        legs::isSource,
                        (source, repository) -> extension(oci, source, repository),
                        this::renew,
                        new Deliveries(Ticker.systemTicker())));
    }

    /** The copy of an earlier run of a source that is a file of its own. */
    void restoreDropIn(String id) {
        restore(id, origin(id));
    }

    /** Counts the webhooks too that the server refuses by itself. */
    void watch(Router router) {
        webhookCounts.watch(router);
    }

    private boolean renew(String source, ExtensionId id) {
        forget(source, id);
        return renewals.renew(source, id);
    }

    /** The next load of the catalogue asks for it too, whatever that remembers of it. */
    private void forget(String source, ExtensionId id) {
        registry.lookupByNameAndType("giteaMemory", GiteaMemory.class).forget(source, id);
        registry.lookupByNameAndType("ociMemory", OciMemory.class).forget(source, id);
    }

    private static Optional<ExtensionId> extension(OciDiscovery oci, SourceSettings source, String repository) {
        return source.kind().equals(OCI)
                ? oci.extension(source, repository)
                : new GiteaNames().extension(source, repository);
    }

    /** What stands for everything that is set for a drop-in source; no value can be told from it. */
    private String origin(String dropIn) {
        String below = "registry." + dropIn + ".";
        String values = settings.asProperties().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(below))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
        return Checksum.over(values.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void restore(String source, String origin) {
        registry.lookupByNameAndType("keptAnswers", KeptAnswers.class).watch(source, origin);
        if (warmCopies.restore(source, origin)) {
            showCatalogue(source);
        }
    }

    /** What the last load left would undo the change at the next one. */
    private void catalogueChanged(String source, ExtensionId id) {
        forget(source, id);
        showCatalogue(source);
        warmCopies.kept(source, "list");
    }

    private void showCatalogue(String source) {
        CachedAnswer copy = caches.peek(CacheKey.of(source, "list", null));
        if (copy != null) {
            sourceCalls.changed(copy.answer());
        }
    }

    private Executor loadThreads(String source) {
        return registry.lookupByNameAndType(source + ".loads", ExecutorService.class);
    }

    /** Writes what waits to be written; when nothing changes any more. */
    private static LifecycleStrategySupport closing(WarmCopies copies) {
        return new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext stopped) {
                copies.close();
            }
        };
    }
}
