package io.provisioning.extensionregistry.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.cache.CacheCounts;
import io.provisioning.extensionregistry.cache.CacheStats;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.http.RouteAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Answers about the service itself. Nothing here waits for anything. */
public final class SystemAnswers {
    /** The media type of the newer format, which scrapers name if they understand it. */
    static final String OPEN_METRICS = "application/openmetrics-text";

    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");

    private final Legs legs;
    private final SourceStates states;
    private final RejectedFiles rejected;
    private final SourceConditions conditions;
    private final Caches caches;
    private final CacheCounts counts;
    private final Flights flights;
    private final Supplier<StoreView> store;
    private final PrometheusMeterRegistry metrics;
    private final Clock clock;
    private final Instant startedAt;

    /** @param store gives null if there is none */
    public SystemAnswers(
            Legs legs,
            SourceStates states,
            RejectedFiles rejected,
            SourceConditions conditions,
            Caches caches,
            CacheCounts counts,
            Flights flights,
            Supplier<StoreView> store,
            PrometheusMeterRegistry metrics,
            Clock clock) {
        this.legs = legs;
        this.states = states;
        this.rejected = rejected;
        this.conditions = conditions;
        this.caches = caches;
        this.counts = counts;
        this.flights = flights;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** 200, or 503 if no source can answer and nothing is kept. */
    public RouteAnswer health() {
        HealthView view = view();
        return new RouteAnswer(view.httpStatus(), "application/json", NO_STORE, JsonBytes.of(view));
    }

    /** What {@link #health} renders. */
    public HealthView view() {
        return HealthView.of(
                        legs.ids(),
                        states,
                        rejected.all(),
                        conditions::of,
                        version(),
                        Duration.between(startedAt, clock.instant()).toSeconds())
                .with(store.get());
    }

    /** OpenMetrics if the client names it, else the Prometheus text format. */
    public RouteAnswer metrics(ApiRequest request) {
        boolean open = request.header("accept")
                .filter(accept -> accept.contains(OPEN_METRICS))
                .isPresent();
        String type = open ? OPEN_METRICS_TYPE : PROMETHEUS_TYPE;
        return new RouteAnswer(200, type, NO_STORE, metrics.scrape(type).getBytes(StandardCharsets.UTF_8));
    }

    public RouteAnswer cacheStats() {
        return RouteAnswer.json(JsonBytes.of(CacheStats.of(caches, counts, flights)), NO_STORE);
    }

    /** The version of the service; {@code dev} if it does not run from its jar. */
    public static String version() {
        String version = SystemAnswers.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
