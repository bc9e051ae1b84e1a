package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.provisioning.extensionregistry.cache.CacheCounts;
import io.provisioning.extensionregistry.cache.CacheKey;
import io.provisioning.extensionregistry.cache.CacheKeys;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.CachedAnswer;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Copies;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.cache.Freshness;
import io.provisioning.extensionregistry.cache.Renewals;
import io.provisioning.extensionregistry.catalog.CacheDirectives;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RouteContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source contributes if the request says whether it, or its copy, is to answer; and after failed renewals. */
class AskedAnewRouteTest {
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(300), Duration.ofSeconds(86_400), Duration.ofSeconds(30));
    private static final BackendAnswer OLD = catalog("gitea", extension("gitea", "aws", version("1.0.0")));
    private static final BackendAnswer NEW = catalog("gitea", extension("gitea", "aws", version("2.0.0")));
    private static final BackendAnswer REFUSED =
            BackendAnswer.failed("gitea", Failure.of(Reason.REFUSED, "the connection is refused"));

    private final HandClock clock = new HandClock();
    private final Caches caches = new Caches(1000, FRESHNESS, Ticker.systemTicker());
    private final List<String> loads = new CopyOnWriteArrayList<>();
    /** Loads are over before anybody goes on. */
    private final Flights flights = new Flights(this::load, caches, clock, Runnable::run);

    private BackendAnswer loaded = NEW;
    private RouteContext routes;

    @BeforeEach
    void start() throws Exception {
        Map<String, Object> beans = new HashMap<>();
        for (CacheName name : CacheName.values()) {
            beans.put(name.beanName(), caches.get(name));
        }
        Legs legs = new Legs();
        legs.set(List.of(new Legs.Leg("gitea", "gitea", false)));
        beans.put("legs", legs);
        beans.put("cacheKeys", new CacheKeys());
        beans.put("copies", new Copies(FRESHNESS, new CacheCounts(), clock));
        beans.put("flights", flights);
        beans.put("renewals", new Renewals(this::load, flights, caches, source -> Runnable::run, (source, id) -> {}));
        beans.put("gitea.loads", (java.util.concurrent.Executor) Runnable::run);
        routes = new RouteContext(
                beans,
                Map.of("registry.fan-out.timeout-ms", "60000"),
                "catalog/cached.camel.yaml",
                "shared/errors.camel.yaml");
        TemplatedRouteBuilder.builder(routes.context(), "source.answer")
                .routeId("gitea.answer")
                .parameter("source", "gitea")
                .parameter("kind", "gitea")
                .add();
        routes.start();
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    private BackendAnswer load(String source, String operation, ExtensionId id) {
        loads.add(operation);
        return loaded;
    }

    private SourceAnswer ask(String operation, String directive) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("operation", operation);
        properties.put("extensionId", "list".equals(operation) ? null : provider("aws"));
        properties.put("cacheDirective", directive);
        Exchange done = routes.ask("direct:gitea.answer", properties);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(SourceAnswer.class);
    }

    private void keep(BackendAnswer answer) {
        CacheKey key = CacheKey.of("gitea", "list", null);
        caches.get(key.cache()).put(key.key(), new CachedAnswer(answer, clock.instant()));
    }

    @Test
    void noCacheAsksTheSourceThoughThereIsAFreshCopy() {
        keep(OLD);
        SourceAnswer answer = ask("list", CacheDirectives.NO_CACHE);

        assertThat(answer.answer()).isSameAs(NEW);
        assertThat(answer.use()).isEqualTo(CacheUse.MISS);
        assertThat(loads).containsExactly("list");
    }

    @Test
    void noCacheAsksForTheOneExtension() {
        keep(OLD);
        loaded = BackendAnswer.found(extension("gitea", "aws", version("2.0.0")));

        assertThat(ask("find", CacheDirectives.NO_CACHE).answer()).isSameAs(loaded);
        assertThat(loads).containsExactly("find");
    }

    @Test
    void whatWasAskedAnewStandsInTheCatalogueToo() {
        keep(OLD);
        loaded = BackendAnswer.found(extension("gitea", "aws", version("2.0.0")));
        ask("find", CacheDirectives.NO_CACHE);

        assertThat(ask("list", CacheDirectives.NONE).answer().extensions()).isEqualTo(NEW.extensions());
        assertThat(ask("find", CacheDirectives.NONE).answer().extensions()).isEqualTo(NEW.extensions());

        loaded = BackendAnswer.absent("gitea");
        ask("find", CacheDirectives.NO_CACHE);
        assertThat(ask("list", CacheDirectives.NONE).answer().extensions()).isEmpty();
        assertThat(loads).containsExactly("find", "find");
    }

    @Test
    void noCacheOfASourceThatFailsIsAnsweredFromTheCopy() {
        keep(OLD);
        loaded = REFUSED;
        SourceAnswer answer = ask("list", CacheDirectives.NO_CACHE);

        assertThat(answer.answer()).isSameAs(OLD);
        assertThat(answer.state()).isEqualTo(State.FRESH);
        assertThat(answer.failure()).contains(REFUSED.failure());
        assertThat(loads).containsExactly("list");
        assertThat(ask("list", CacheDirectives.NONE).failure()).isEmpty();
    }

    @Test
    void noCacheOfOneExtensionIsAnsweredFromTheCatalogueTooAndSaysWhy() {
        keep(OLD);
        loaded = REFUSED;
        SourceAnswer answer = ask("find", CacheDirectives.NO_CACHE);

        assertThat(answer.answer().extension(provider("aws"))).isPresent();
        assertThat(answer.failure()).contains(REFUSED.failure());
    }

    @Test
    void noCacheOfASourceThatFailsWithoutACopyHasFailedAfterOneCall() {
        loaded = REFUSED;
        SourceAnswer answer = ask("list", CacheDirectives.NO_CACHE);

        assertThat(answer.failure()).contains(REFUSED.failure());
        assertThat(loads).containsExactly("list");
    }

    @Test
    void onlyIfCachedAsksNobody() {
        assertThat(ask("list", CacheDirectives.ONLY_IF_CACHED).isFailed()).isTrue();
        assertThat(ask("find", CacheDirectives.ONLY_IF_CACHED).isFailed()).isTrue();

        keep(OLD);
        assertThat(ask("list", CacheDirectives.ONLY_IF_CACHED).answer()).isSameAs(OLD);
        assertThat(ask("find", CacheDirectives.ONLY_IF_CACHED).answer().extension(provider("aws")))
                .isPresent();
        assertThat(loads).isEmpty();
    }

    @Test
    void aStaleCopySaysWhyItCouldNotBeRenewed() {
        keep(OLD);
        loaded = REFUSED;
        clock.advance(Duration.ofSeconds(400));
        ask("list", CacheDirectives.NONE);
        SourceAnswer answer = ask("list", CacheDirectives.NONE);

        assertThat(answer.state()).isEqualTo(State.STALE);
        assertThat(answer.failure()).contains(REFUSED.failure());
        assertThat(ask("find", CacheDirectives.NONE).failure()).contains(REFUSED.failure());
    }

    @Test
    void aSourceThatIsDownIsAskedLessAndLessOften() {
        keep(OLD);
        loaded = REFUSED;
        clock.advance(Duration.ofSeconds(400));
        for (int second = 0; second < 60; second++) {
            ask("list", CacheDirectives.NONE);
            ask("find", CacheDirectives.NONE);
            clock.advance(Duration.ofSeconds(1));
        }
        // After 0, 1, 3, 7, 15 seconds and then each ten.
        assertThat(loads).hasSize(9);
    }

    @Test
    void aSourceThatIsBackIsFreshAgain() {
        keep(OLD);
        loaded = REFUSED;
        clock.advance(Duration.ofSeconds(400));
        ask("list", CacheDirectives.NONE);
        loaded = NEW;
        clock.advance(Duration.ofSeconds(1));
        ask("list", CacheDirectives.NONE);

        assertThat(loads).hasSize(2);
        assertThat(flights.lastFailure("gitea", "list", null)).isNull();
    }
}
