package io.provisioning.extensionregistry;

import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.cache.KeptAnswers;
import io.provisioning.extensionregistry.cache.LedgerFile;
import io.provisioning.extensionregistry.cache.Mutations;
import io.provisioning.extensionregistry.catalog.Downloads;
import io.provisioning.extensionregistry.catalog.DropInDownload;
import io.provisioning.extensionregistry.catalog.StoredDownloads;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.StoreSettings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.health.StoreView;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.metrics.DownloadMetrics;
import io.provisioning.extensionregistry.metrics.MetricNames;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import io.provisioning.extensionregistry.metrics.StoreMetrics;
import io.provisioning.extensionregistry.store.BlobFlights;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.store.Scrub;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;

/** Makes the content store and what serves from it. */
final class Storage {
    private final Settings settings;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final ContentStore store;
    private final LedgerFile ledgerFile;
    private final KeptAnswers keptAnswers;

    /** @param clock tells which file was used last */
    Storage(Settings settings, CamelContext context, MeterRegistry metrics, Clock clock) {
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        StoreSettings to = settings.store();
        this.store = to.isOn()
                ? ContentStore.open(to.directory(), to.maxBytes(), !to.isOffline(), clock)
                : ContentStore.off();
        this.ledgerFile = new LedgerFile(to.isOn() ? to.directory().resolve("ledger") : null);
        this.keptAnswers = new KeptAnswers(to.isOn() ? to.directory().resolve("answers") : null, clock);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext stopped) {
                keptAnswers.close();
                ledgerFile.close();
                store.close();
            }
        });
    }

    /** As health shows it; null if there is none. */
    StoreView view() {
        return StoreView.of(settings.store().mode(), store);
    }

    /** The digests of this run and of those before. */
    DigestLedger ledger(Caches caches) {
        return new DigestLedger(caches.get(CacheName.DIGESTS), ledgerFile);
    }

    /** Tells files that were replaced; what such a file was before stays in the store, if it is there. */
    Mutations mutations(DigestLedger ledger) {
        return new Mutations(ledger, ledgerFile, (source, before) -> {
            metrics.counter(MetricNames.FILES_MUTATED, "source", source).increment();
            store.pin(before.toString());
        });
    }

    /** Binds what downloads need. */
    void bind(Registry registry, Threads threads, DigestLedger ledger, SourceCalls sourceCalls) {
        DownloadMetrics events = new DownloadMetrics(metrics, ledger, sourceCalls);
        DownloadWriter writer = new DownloadWriter(settings.server().limits().send(), events);
        BlobFlights flights = new BlobFlights(store);
        registry.bind("contentStore", store);
        registry.bind("blobFlights", flights);
        registry.bind("keptAnswers", keptAnswers);
        registry.bind("scrub", new Scrub(store, settings.store().scrubInterval(), clock));
        registry.bind("downloads", new Downloads(writer));
        registry.bind("dropInDownload", new DropInDownload());
        registry.bind("storedDownloads", new StoredDownloads(store, flights, writer, events));
        registry.bind("downloadThreads", ExecutorService.class, threads.downloads());
        registry.bind("transferThreads", ExecutorService.class, threads.transfers());
        StoreMetrics.bind(metrics, store);
    }
}
