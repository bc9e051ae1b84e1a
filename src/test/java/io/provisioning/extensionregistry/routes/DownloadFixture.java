package io.provisioning.extensionregistry.routes;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.catalog.Addresses;
import io.provisioning.extensionregistry.catalog.CacheDirectives;
import io.provisioning.extensionregistry.catalog.Catalog;
import io.provisioning.extensionregistry.catalog.Downloads;
import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.KnownSources;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.catalog.MergedCatalogs;
import io.provisioning.extensionregistry.catalog.Queries;
import io.provisioning.extensionregistry.catalog.StoredDownloads;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.http.ErrorAnswer;
import io.provisioning.extensionregistry.http.HttpServer;
import io.provisioning.extensionregistry.http.ServerOptions;
import io.provisioning.extensionregistry.metrics.DownloadMetrics;
import io.provisioning.extensionregistry.metrics.SourceCalls;
import io.provisioning.extensionregistry.store.BlobFlights;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.support.RouteContext;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
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

/** The routes of downloads behind the real server; what the sources say and send is the test's. */
final class DownloadFixture implements AutoCloseable {
    /** Whom each download was asked of, with the range. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final SourceStates states = new SourceStates(Clock.systemUTC());
    volatile Gathered gathered;
    volatile String cacheDirective = CacheDirectives.NONE;
    private final Map<String, Processor> sources = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server = HttpServer.create(ServerOptions.of("127.0.0.1", 0), served -> {});
    private final RouteContext routes;

    DownloadFixture(DigestLedger ledger) throws Exception {
        this(ledger, ContentStore.off());
    }

    DownloadFixture(DigestLedger ledger, ContentStore store) throws Exception {
        KnownSources known = new KnownSources(
                List.of(new KnownSources.Source("gitea", "gitea"), new KnownSources.Source("oci", "oci")));
        Map<String, Object> beans = new HashMap<>();
        beans.put("queries", new Queries(() -> known));
        beans.put(
                "catalog",
                new Catalog(
                        new MergedCatalogs(ledger::find, ledger::generation),
                        new Merge(ledger::find),
                        new Addresses(null),
                        (id, offer) -> false));
        SourceCalls sourceCalls = new SourceCalls(metrics, states, System::nanoTime);
        DownloadMetrics events = new DownloadMetrics(metrics, ledger, sourceCalls);
        DownloadWriter writer = new DownloadWriter(Duration.ofSeconds(20), events);
        beans.put("downloads", new Downloads(writer));
        beans.put("storedDownloads", new StoredDownloads(store, new BlobFlights(store), writer, events));
        beans.put("transferThreads", threads);
        beans.put("cacheDirectives", new CacheDirectives(0, List.of(), Clock.systemUTC()));
        beans.put("downloadThreads", threads);
        beans.put("errorAnswer", new ErrorAnswer());
        beans.put("sourceCalls", sourceCalls);
        routes = new RouteContext(
                beans, Map.of(), "catalog/download.camel.yaml", "catalog/fetch.camel.yaml", "shared/errors.camel.yaml");
        server.bind(routes.context());
        routes.with(fakes()).start();
        server.listen();
    }

    private RouteBuilder fakes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("platform-http:/{type}/{name}/{version}?httpMethodRestrict=GET")
                        .to("direct:catalog.download");
                from("direct:catalog.fan-out")
                        .process(exchange -> exchange.setProperty("cacheDirective", cacheDirective))
                        .process(exchange -> exchange.getMessage().setBody(gathered));
                for (String source : List.of("gitea", "oci")) {
                    from("direct:" + source + ".download")
                            .streamCache("false")
                            .process(exchange -> asked.add(source + " " + exchange.getProperty("range")))
                            .process(exchange -> sources.get(source).process(exchange));
                }
            }
        };
    }

    /** A source sends these bytes with this status. */
    DownloadFixture sends(String source, int status, byte[] bytes, String... headers) {
        return does(source, exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            exchange.getMessage().setHeader("Content-Length", bytes.length);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getMessage().setHeader(headers[i], headers[i + 1]);
            }
            exchange.getMessage().setBody(new ByteArrayInputStream(bytes));
        });
    }

    /** A source fails before its first byte. */
    DownloadFixture fails(String source, Exception failure) {
        return does(source, exchange -> {
            throw failure;
        });
    }

    DownloadFixture does(String source, Processor processor) {
        sources.put(source, processor);
        return this;
    }

    HttpRequest.Builder request(String version, String... headers) {
        String url = "http://127.0.0.1:" + server.actualPort() + "/provider/aws/" + version;
        return RunningRegistry.request(url, headers);
    }

    HttpResponse<byte[]> get(String version, String... headers) {
        return RunningRegistry.send(request(version, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> head(String version) {
        HttpRequest head = request(version)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        return RunningRegistry.send(head, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Why the value of a response's header is what it is, is the test's. */
    static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public void close() {
        server.close();
        routes.close();
        threads.shutdownNow();
    }
}
