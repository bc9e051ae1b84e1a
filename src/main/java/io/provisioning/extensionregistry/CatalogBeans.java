package io.provisioning.extensionregistry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.cache.Mutations;
import io.provisioning.extensionregistry.catalog.Addresses;
import io.provisioning.extensionregistry.catalog.CacheDirectives;
import io.provisioning.extensionregistry.catalog.Catalog;
import io.provisioning.extensionregistry.catalog.CollectAnswers;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.catalog.MergedCatalogs;
import io.provisioning.extensionregistry.catalog.Queries;
import io.provisioning.extensionregistry.catalog.TakeAnswer;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.metrics.CatalogMetrics;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/** The beans that the routes of the catalogue name, by their names. */
final class CatalogBeans {
    private final Map<String, Object> beans;

    CatalogBeans(
            Settings settings,
            Legs legs,
            DigestLedger ledger,
            Mutations mutations,
            PrometheusMeterRegistry metrics,
            Clock clock) {
        Catalog catalog = new Catalog(
                new MergedCatalogs(ledger::find, ledger::generation),
                new Merge(ledger::find),
                new Addresses(text(settings.server().publicUrl())),
                (id, offer) -> mutations.isMutated(offer.source(), id, offer.version()));
        CatalogMetrics.bind(metrics, catalog::conflicts);
        CacheDirectives directives = new CacheDirectives(
                settings.cache().noCachePerMinute(), settings.server().trustedProxies(), clock);
        this.beans = Map.of(
                "legs",
                legs,
                "queries",
                new Queries(legs::known),
                "catalog",
                catalog,
                "cacheDirectives",
                directives,
                "collectAnswers",
                new CollectAnswers(),
                "takeAnswer",
                new TakeAnswer());
    }

    Map<String, Object> beans() {
        return beans;
    }

    /** An address as text; null stays null. */
    static String text(URI uri) {
        return uri == null ? null : uri.toString();
    }
}
