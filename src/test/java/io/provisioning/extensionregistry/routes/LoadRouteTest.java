package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.provider;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.provisioning.extensionregistry.cache.CacheCounts;
import io.provisioning.extensionregistry.cache.CacheKey;
import io.provisioning.extensionregistry.cache.CacheKeys;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.CachedAnswer;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.Copies;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.cache.Freshness;
import io.provisioning.extensionregistry.cache.KeptAnswers;
import io.provisioning.extensionregistry.cache.LedgerFile;
import io.provisioning.extensionregistry.cache.LoadRoute;
import io.provisioning.extensionregistry.cache.Mutations;
import io.provisioning.extensionregistry.cache.WarmCopies;
import io.provisioning.extensionregistry.catalog.TakeAnswer;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RouteContext;
import io.provisioning.extensionregistry.upstream.FailedAnswer;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadRouteTest {
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(300), Duration.ofSeconds(86_400), Duration.ofSeconds(30));
    private static final BackendAnswer AWS = catalog("gitea", extension("gitea", "aws", version("1.0.0")));

    private final HandClock clock = new HandClock();
    private final AtomicLong nanos = new AtomicLong();
    private final Caches caches = new Caches(1000, FRESHNESS, Ticker.systemTicker());
    private final SourceStates states = new SourceStates(clock);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    private volatile Processor source = exchange -> exchange.getMessage().setBody(AWS);
    private RouteContext routes;
    private LoadRoute loads;

    @BeforeEach
    void start() throws Exception {
        Map<String, Object> beans = new HashMap<>();
        for (CacheName name : CacheName.values()) {
            beans.put(name.beanName(), caches.get(name));
        }
        beans.put("cacheKeys", new CacheKeys());
        beans.put("copies", new Copies(FRESHNESS, new CacheCounts(), clock));
        beans.put("takeAnswer", new TakeAnswer());
        beans.put("failedAnswer", new FailedAnswer());
        beans.put("sourceCalls", new SourceCalls(metrics, states, nanos::get));
        beans.put("warmCopies", new WarmCopies(null, caches, clock));
        beans.put("keptAnswers", new KeptAnswers(null, clock));
        LedgerFile nowhere = new LedgerFile(null);
        DigestLedger ledger = new DigestLedger(caches.get(CacheName.DIGESTS), nowhere);
        beans.put("mutations", new Mutations(ledger, nowhere, (source, before) -> {}));
        routes = new RouteContext(beans, Map.of(), "catalog/load.camel.yaml", "shared/errors.camel.yaml")
                .with(port())
                .start();
        loads = new LoadRoute(
                routes.context().createProducerTemplate(),
                source -> Duration.ofMinutes(5),
                caches::changed,
                clock,
                nanos::get);
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    private RouteBuilder port() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String operation : List.of("list", "find", "versions")) {
                    from("direct:gitea." + operation)
                            .routeConfigurationId("backend")
                            .process(exchange -> asked.add(Map.copyOf(exchange.getProperties())))
                            .process(exchange -> source.process(exchange));
                    from("direct:nexus." + operation)
                            .errorHandler(noErrorHandler())
                            .process(exchange -> source.process(exchange));
                }
            }
        };
    }

    private BackendAnswer load(String operation, ExtensionId id) {
        return loads.load("gitea", operation, id);
    }

    private CachedAnswer kept(String operation, ExtensionId id) {
        CacheKey key = CacheKey.of("gitea", operation, id);
        return (CachedAnswer) caches.get(key.cache()).getIfPresent(key.key());
    }

    @Test
    void whatTheSourceAnswersIsKeptWithItsTime() {
        assertThat(load("list", null)).isSameAs(AWS);
        assertThat(kept("list", null)).isEqualTo(new CachedAnswer(AWS, clock.instant()));
    }

    @Test
    void theSourceIsAskedAsItsPortPromises() {
        load("find", provider("aws"));

        assertThat(asked).singleElement().satisfies(properties -> assertThat(properties)
                .containsEntry("operation", "find")
                .containsEntry("extensionId", provider("aws"))
                .containsEntry("deadline", clock.instant().plus(Duration.ofMinutes(5))));
    }

    @Test
    void theLoopsOfASourceSeeWhatItsBeansAnswer() {
        source = exchange -> {
            assertThat(exchange.getPattern()).isEqualTo(ExchangePattern.InOnly);
            exchange.getMessage().setBody(AWS);
        };

        assertThat(load("list", null)).isSameAs(AWS);
    }

    @Test
    void anEmptyCatalogueIsKept() {
        source = exchange -> exchange.getMessage().setBody(catalog("gitea"));

        assertThat(load("list", null).outcome()).isEqualTo(BackendAnswer.Outcome.ANSWERED);
        assertThat(kept("list", null)).isNotNull();
    }

    @Test
    void aNoIsKept() {
        source = exchange -> exchange.getMessage().setBody(BackendAnswer.absent("gitea"));

        assertThat(load("versions", provider("aws")).outcome()).isEqualTo(BackendAnswer.Outcome.ABSENT);
        assertThat(kept("versions", provider("aws")).isAbsence()).isTrue();
    }

    @Test
    void aFailureIsAnsweredAndNotKept() {
        source = exchange -> exchange.getMessage()
                .setBody(BackendAnswer.failed("gitea", Failure.of(Reason.TIMEOUT, "no answer in time")));

        assertThat(load("list", null).failure().reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(kept("list", null)).isNull();
    }

    @Test
    void aFailureDoesNotReplaceTheCopyThatIsThere() {
        load("list", null);
        source = exchange -> {
            throw new SourceException(Reason.UNAVAILABLE, "it answers 502");
        };
        load("list", null);

        assertThat(kept("list", null).answer()).isSameAs(AWS);
    }

    @Test
    void aFailureThatTheSourceHandledDoesNotStopTheLoad() {
        source = exchange -> {
            throw new SourceException(Reason.UNAVAILABLE, "it answers 502");
        };

        assertThat(load("list", null).failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(states.of("gitea").failure().reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void aFailureThatADropInLetThroughIsItsAnswer() {
        source = exchange -> {
            throw new java.net.ConnectException("http://10.0.0.1 refused");
        };

        BackendAnswer answer = loads.load("nexus", "list", null);
        assertThat(answer.failure().reason()).isEqualTo(Reason.REFUSED);
        assertThat(answer.failure().message()).doesNotContain("10.0.0.1");
    }

    @Test
    void aDropInMayAnswerWithJson() {
        source = exchange ->
                exchange.getMessage().setBody("[{\"type\":\"provider\",\"name\":\"aws\",\"version\":\"1.0.0\"}]");

        assertThat(loads.load("nexus", "list", null).extension(provider("aws"))).isPresent();
    }

    @Test
    void everyLoadIsTimedAndCounted() {
        source = exchange -> {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(12));
            exchange.getMessage().setBody(AWS);
        };
        load("list", null);

        assertThat(states.of("gitea").latencyMs()).isEqualTo(12);
        assertThat(metrics.get("source.requests")
                        .tags("source", "gitea", "operation", "list", "outcome", "answered")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void nothingOfOneLoadIsLeftForTheNext() {
        Exchange done =
                routes.ask("direct:catalog.load", Map.of("source", "gitea", "operation", "list", "startedNanos", 0L));

        assertThat(done.getMessage().getHeaders()).isEmpty();
        assertThat(done.getMessage().getBody()).isSameAs(AWS);
    }
}
