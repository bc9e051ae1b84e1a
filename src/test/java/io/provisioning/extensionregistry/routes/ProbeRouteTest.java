package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.TakeAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.RouteContext;
import io.provisioning.extensionregistry.upstream.FailedAnswer;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeRouteTest {
    private final BlockingQueue<String> recorded = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> warmed = new LinkedBlockingQueue<>();
    private final Map<String, Processor> sources = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private RouteContext routes;

    /** Stands where calls are counted. */
    public final class Calls {
        public long start() {
            return 7;
        }

        public void record(String source, String operation, BackendAnswer answer, long startedNanos) {
            String how = answer.failure() == null
                    ? answer.outcome().name()
                    : answer.failure().reason().wireName();
            recorded.add(operation + " " + source + " " + how + " " + startedNanos);
        }
    }

    private void start(String... ids) throws Exception {
        Legs legs = new Legs();
        legs.set(Stream.of(ids).map(UseCase::leg).toList());
        Map<String, Object> beans = new HashMap<>();
        beans.put("legs", legs);
        beans.put("takeAnswer", new TakeAnswer());
        beans.put("failedAnswer", new FailedAnswer());
        beans.put("probeThreads", threads);
        beans.put("sourceCalls", new Calls());
        Map<String, String> properties = Map.of("registry.health.interval-seconds", "3600");
        routes = new RouteContext(beans, properties, "system/probe.camel.yaml", "shared/errors.camel.yaml")
                .with(fakes())
                .start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        routes.close();
        threads.shutdownNow();
    }

    private RouteBuilder fakes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:catalog.fan-out").process(exchange -> warmed.add(asked(exchange, "operation")));
                from("direct:catalog.ask-source")
                        .routeConfigurationId("backend")
                        .process(exchange -> {
                            assertThat(asked(exchange, "operation")).isEqualTo("ping");
                            sources.get(asked(exchange, "source")).process(exchange);
                        });
            }
        };
    }

    private static String asked(Exchange exchange, String property) {
        return exchange.getProperty(property, String.class);
    }

    private void answers(String source) {
        sources.put(source, exchange -> exchange.getMessage().setBody(catalog(source)));
    }

    private String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void loadingBeginsAtStart() throws Exception {
        start();

        assertThat(next(warmed)).isEqualTo("list");
    }

    @Test
    void everySourceIsProbedAndAFailureThatWasHandledIsRecordedToo() throws Exception {
        answers("gitea");
        sources.put("oci", exchange -> {
            throw new SourceException(Reason.UNAUTHORIZED, "the token is refused");
        });
        start("gitea", "oci");

        assertThat(Stream.of(next(recorded), next(recorded)))
                .containsExactlyInAnyOrder("ping gitea ANSWERED 7", "ping oci unauthorized 7");
    }

    @Test
    void aSilentSourceHoldsUpNoOther() throws Exception {
        sources.put("gitea", exchange -> end.await());
        answers("oci");
        answers("nexus");
        start("gitea", "oci", "nexus");

        assertThat(Stream.of(next(recorded), next(recorded)))
                .containsExactlyInAnyOrder("ping oci ANSWERED 7", "ping nexus ANSWERED 7");
        assertThat(recorded).isEmpty();
    }

    @Test
    void aDropInMayAnswerAProbeWithAnything() throws Exception {
        sources.put("nexus", exchange -> exchange.getMessage().setBody("pong"));
        start("nexus");

        assertThat(next(recorded)).isEqualTo("ping nexus ANSWERED 7");
    }

    @Test
    void withoutSourcesNothingIsProbed() throws Exception {
        start();

        assertThat(next(warmed)).isEqualTo("list");
        assertThat(recorded).isEmpty();
    }
}
