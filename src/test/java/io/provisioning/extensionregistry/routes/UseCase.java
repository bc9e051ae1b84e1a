package io.provisioning.extensionregistry.routes;

import io.provisioning.extensionregistry.catalog.Addresses;
import io.provisioning.extensionregistry.catalog.CacheDirectives;
import io.provisioning.extensionregistry.catalog.Catalog;
import io.provisioning.extensionregistry.catalog.CollectAnswers;
import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.Legs.Leg;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.catalog.MergedCatalogs;
import io.provisioning.extensionregistry.catalog.Queries;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ErrorAnswer;
import io.provisioning.extensionregistry.http.SendAnswer;
import io.provisioning.extensionregistry.support.RouteContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** Routes of the catalogue with the real fan-out, and fakes in the place of what each source contributes. */
final class UseCase implements AutoCloseable {
    /** Longer than any test takes. */
    static final int NEVER_MS = 60_000;

    /** The sources that were asked, in the order in which they were. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, Processor> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RouteContext routes;

    /** @param backstopMs when a leg that hangs is given up, in milliseconds */
    UseCase(List<Leg> sources, int backstopMs, String... files) throws Exception {
        this(sources, NEVER_MS, backstopMs, files);
    }

    /** @param kindBackstopMs when a source that hangs is given up for the sake of those of its kind, in milliseconds */
    UseCase(List<Leg> sources, int kindBackstopMs, int backstopMs, String... files) throws Exception {
        Legs legs = new Legs();
        legs.set(sources);
        Map<String, Object> beans = new HashMap<>();
        beans.put("legs", legs);
        beans.put("queries", new Queries(legs::known));
        beans.put(
                "catalog",
                new Catalog(
                        new MergedCatalogs(id -> Optional.empty(), () -> 0),
                        new Merge(id -> Optional.empty()),
                        new Addresses(null),
                        (id, offer) -> false));
        beans.put("cacheDirectives", new CacheDirectives(0, List.of(), Clock.systemUTC()));
        beans.put("collectAnswers", new CollectAnswers());
        beans.put("sendAnswer", new SendAnswer());
        beans.put("errorAnswer", new ErrorAnswer());
        beans.put("kindThreads", Threads.kinds());
        beans.put("fanOutThreads", Threads.legs(threads));
        List<String> all = new ArrayList<>(List.of(files));
        all.add("catalog/fan-out.camel.yaml");
        all.add("shared/errors.camel.yaml");
        Map<String, String> properties = Map.of(
                "registry.fan-out.backstop-ms", Integer.toString(backstopMs),
                "registry.fan-out.kind-backstop-ms", Integer.toString(kindBackstopMs));
        routes = new RouteContext(beans, properties, all.toArray(String[]::new))
                .with(fakes(sources))
                .start();
    }

    static Leg leg(String source) {
        return new Leg(source, source, false);
    }

    private RouteBuilder fakes(List<Leg> sources) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhausted(false));
                // As where a failure is an answer: it is handled, and the leg's exchange keeps the mark of it.
                onException(HandledException.class)
                        .handled(true)
                        .process(exchange -> answers.get(source(exchange) + "!").process(exchange));
                for (Leg leg : sources) {
                    from("direct:" + leg.source() + ".answer")
                            .setProperty("source", constant(leg.source()))
                            .process(exchange -> asked.add(leg.source()))
                            .process(exchange -> answers.get(leg.source()).process(exchange));
                }
            }
        };
    }

    /** What a source contributes. */
    UseCase answers(SourceAnswer answer) {
        return source(answer.source(), exchange -> exchange.getMessage().setBody(answer));
    }

    /** A source whose leg fails, which is handled there with this contribution. */
    UseCase handles(SourceAnswer answer) {
        answers.put(answer.source() + "!", exchange -> exchange.getMessage().setBody(answer));
        return source(answer.source(), exchange -> {
            throw new HandledException();
        });
    }

    /** What a source does. */
    UseCase source(String source, Processor does) {
        answers.put(source, does);
        return this;
    }

    /** The exchange after a request. */
    Exchange ask(String endpoint, ApiRequest request) {
        return routes.ask(endpoint, Map.of("apiRequest", request));
    }

    /** As {@link #ask(String, ApiRequest)}, with properties alone. */
    Exchange ask(String endpoint, Map<String, Object> properties) {
        return routes.ask(endpoint, properties);
    }

    ExecutorService threads() {
        return threads;
    }

    private static String source(Exchange exchange) {
        return exchange.getProperty("source", String.class);
    }

    @Override
    public void close() {
        routes.close();
        threads.shutdownNow();
    }

    private static final class HandledException extends Exception {}
}
