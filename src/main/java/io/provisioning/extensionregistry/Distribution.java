package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.config.DistributionSettings;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.distribution.DistributionBeans;
import io.provisioning.extensionregistry.distribution.HashRoute;
import io.provisioning.extensionregistry.distribution.Hashing;
import io.provisioning.extensionregistry.distribution.RepositoryNames;
import io.provisioning.extensionregistry.http.DownloadEvents;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.store.ContentStore;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;

/** Makes what answers below {@code /v2}. */
final class Distribution {
    private Distribution() {}

    /**
     * Binds its beans; after those of the store.
     *
     * @param events told how the bytes of blobs go
     */
    static void bind(
            CamelContext context,
            Settings settings,
            Legs legs,
            DigestLedger ledger,
            Threads threads,
            DownloadEvents events) {
        DistributionSettings distribution = settings.distribution();
        Merge merge = new Merge(ledger::find);
        ContentStore store = context.getRegistry().lookupByNameAndType("contentStore", ContentStore.class);
        Hashing hashing = new Hashing(
                store,
                new HashRoute(context.createProducerTemplate()),
                ledger::find,
                ledger::learn,
                threads.hashing(),
                context.getRegistry().lookupByNameAndType("downloadThreads", ExecutorService.class),
                distribution.hashWait(),
                settings.store().isOffline());
        RepositoryNames names = new RepositoryNames(distribution.namespace(), legs::known, distribution.pullThrough());
        DownloadWriter writer = new DownloadWriter(settings.server().limits().send(), events);
        DistributionBeans.beans(
                        names,
                        merge,
                        ledger::find,
                        hashing,
                        store,
                        settings.store().isOffline(),
                        writer)
                .forEach(context.getRegistry()::bind);
    }
}
