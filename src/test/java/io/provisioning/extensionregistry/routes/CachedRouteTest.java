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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedRouteTest {
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(300), Duration.ofSeconds(86_400), Duration.ofSeconds(30));
    private static final BackendAnswer AWS = catalog("gitea", extension("gitea", "aws", version("1.0.0")));
    private static final BackendAnswer FOUND = BackendAnswer.found(extension("gitea", "aws", version("1.0.0")));
    private static final BackendAnswer REFUSED =
            BackendAnswer.failed("gitea", Failure.of(Reason.REFUSED, "the connection is refused"));

    private final HandClock clock = new HandClock();
    private final Caches caches = new Caches(1000, FRESHNESS, Ticker.systemTicker());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<String> loads = new LinkedBlockingQueue<>();
    private final Flights flights = new Flights(this::load, caches, clock, threads);
    private volatile BackendAnswer loaded = AWS;
    private volatile CountDownLatch mayLoad = new CountDownLatch(0);
    private RouteContext routes;

    @BeforeEach
    void start() throws Exception {
        start("60000");
    }

    private void start(String patienceMs) throws Exception {
        stop();
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
        beans.put("gitea.loads", threads);
        routes = new RouteContext(
                beans,
                Map.of("registry.fan-out.timeout-ms", patienceMs),
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
        mayLoad.countDown();
        if (routes != null) {
            routes.close();
        }
    }

    private BackendAnswer load(String source, String operation, ExtensionId id) {
        loads.add(operation + ":" + source + (id == null ? "" : ":" + id));
        try {
            mayLoad.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return loaded;
    }

    private SourceAnswer ask(String operation, ExtensionId id) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("operation", operation);
        properties.put("extensionId", id);
        Exchange done = routes.ask("direct:gitea.answer", properties);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).isEmpty();
        return done.getMessage().getBody(SourceAnswer.class);
    }

    private void keep(String operation, ExtensionId id, BackendAnswer answer) {
        CacheKey key = CacheKey.of("gitea", operation, id);
        caches.get(key.cache()).put(key.key(), new CachedAnswer(answer, clock.instant()));
    }

    @Test
    void whatIsNotThereIsLoaded() {
        SourceAnswer answer = ask("list", null);

        assertAnswer(answer, State.FRESH, CacheUse.MISS, 0, 300);
        assertThat(answer.answer()).isSameAs(AWS);
        assertThat(loads).containsExactly("list:gitea");
    }

    @Test
    void anEmptyCatalogueIsAnAnswerToo() {
        loaded = catalog("gitea");

        assertThat(ask("list", null).answer().extensions()).isEmpty();
        assertThat(ask("list", null).isFailed()).isFalse();
    }

    @Test
    void aFreshCopyAnswersAndNobodyIsAsked() {
        keep("list", null, AWS);
        clock.advance(Duration.ofSeconds(200));
        SourceAnswer answer = ask("list", null);

        assertAnswer(answer, State.FRESH, CacheUse.HIT, 200, 100);
        assertThat(answer.answer()).isSameAs(AWS);
        assertThat(loads).isEmpty();
    }

    @Test
    void aCopyNearItsEndAnswersWhileItIsRenewed() throws Exception {
        keep("list", null, AWS);
        mayLoad = new CountDownLatch(1);
        clock.advance(Duration.ofSeconds(299));

        assertAnswer(ask("list", null), State.FRESH, CacheUse.HIT, 299, 1);
        assertThat(loads.poll(20, TimeUnit.SECONDS)).isEqualTo("list:gitea");
    }

    @Test
    void aStaleCopyAnswersWhileItIsRenewed() throws Exception {
        keep("list", null, AWS);
        mayLoad = new CountDownLatch(1);
        clock.advance(Duration.ofSeconds(301));

        assertAnswer(ask("list", null), State.STALE, CacheUse.STALE, 301, 0);
        assertThat(loads.poll(20, TimeUnit.SECONDS)).isEqualTo("list:gitea");
        assertAnswer(ask("list", null), State.STALE, CacheUse.STALE, 301, 0);
        assertThat(loads).isEmpty();
    }

    @Test
    void aStaleCopyAnswersForASourceThatIsDown() throws Exception {
        keep("list", null, AWS);
        loaded = REFUSED;
        clock.advance(Duration.ofHours(5));

        assertThat(ask("list", null).state()).isEqualTo(State.STALE);
        assertThat(loads.poll(20, TimeUnit.SECONDS)).isEqualTo("list:gitea");
        assertThat(ask("list", null).answer()).isSameAs(AWS);
    }

    @Test
    void aSourceThatIsDownWithoutACopyHasFailed() {
        loaded = REFUSED;
        SourceAnswer answer = ask("list", null);

        assertThat(answer.state()).isEqualTo(State.FAILED);
        assertThat(answer.failure()).contains(REFUSED.failure());
    }

    @Test
    void aSlowLoadIsNotWaitedForTooLong() throws Exception {
        start("1");
        mayLoad = new CountDownLatch(1);

        assertThat(ask("list", null).answer().failure().reason()).isEqualTo(Reason.LOADING);
        assertThat(ask("versions", provider("aws")).answer().failure().reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void whoMissesTheSameThingSharesOneLoad() throws Exception {
        mayLoad = new CountDownLatch(1);
        CompletableFuture<SourceAnswer> first = CompletableFuture.supplyAsync(() -> ask("list", null), threads);
        assertThat(loads.poll(20, TimeUnit.SECONDS)).isEqualTo("list:gitea");
        // It has joined when it waits on no thread: the route came back with a promise.
        CompletableFuture<Exchange> second = routes.context()
                .createProducerTemplate()
                .asyncSend("direct:gitea.answer", exchange -> exchange.setProperty("operation", "list"));
        while (flights.coalesced() == 0) {
            Thread.onSpinWait();
        }
        mayLoad.countDown();

        assertThat(List.of(
                        first.get().use(),
                        second.get().getMessage().getBody(SourceAnswer.class).use()))
                .containsExactly(CacheUse.MISS, CacheUse.COALESCED);
        assertThat(loads).isEmpty();
    }

    @Test
    void oneExtensionIsFoundInTheCatalogueThatIsKept() {
        keep("list", null, AWS);
        SourceAnswer answer = ask("find", provider("aws"));

        assertAnswer(answer, State.FRESH, CacheUse.HIT, 0, 300);
        assertThat(answer.answer().extension(provider("aws"))).isPresent();
        assertThat(loads).isEmpty();
    }

    @Test
    void oneExtensionInAStaleCatalogueRenewsTheCatalogue() throws Exception {
        keep("list", null, AWS);
        clock.advance(Duration.ofSeconds(301));

        assertThat(ask("find", provider("aws")).state()).isEqualTo(State.STALE);
        assertThat(loads.poll(20, TimeUnit.SECONDS)).isEqualTo("list:gitea");
    }

    @Test
    void whatTheCatalogueLacksIsAskedByNameOnce() {
        keep("list", null, AWS);
        loaded = BackendAnswer.absent("gitea");

        assertThat(ask("find", provider("other")).answer().outcome()).isEqualTo(BackendAnswer.Outcome.ABSENT);
        assertThat(loads).containsExactly("find:gitea:provider/other");
    }

    @Test
    void aNoServesForItsTimeAndIsAskedAgainAfterIt() {
        keep("find", provider("aws"), BackendAnswer.absent("gitea"));
        clock.advance(Duration.ofSeconds(29));
        assertAnswer(ask("find", provider("aws")), State.FRESH, CacheUse.HIT, 29, 1);
        assertThat(loads).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        loaded = FOUND;
        assertThat(ask("find", provider("aws")).answer()).isSameAs(FOUND);
        assertThat(loads).containsExactly("find:gitea:provider/aws");
    }

    @Test
    void versionsAreKeptBesideTheCatalogue() {
        keep("list", null, AWS);
        loaded = FOUND;

        assertAnswer(ask("versions", provider("aws")), State.FRESH, CacheUse.MISS, 0, 300);
        assertThat(loads).containsExactly("versions:gitea:provider/aws");
    }

    private static void assertAnswer(SourceAnswer answer, State state, CacheUse use, int age, int freshFor) {
        assertThat(answer.source()).isEqualTo("gitea");
        assertThat(answer.state()).isEqualTo(state);
        assertThat(answer.use()).isEqualTo(use);
        assertThat(answer.age()).hasSeconds(age);
        assertThat(answer.freshFor()).hasSeconds(freshFor);
    }
}
