package io.provisioning.extensionregistry.oci;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.provisioning.extensionregistry.SourceRoutes;
import io.provisioning.extensionregistry.config.Resilience;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.config.Threads;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.upstream.SourceBeans;
import io.provisioning.extensionregistry.upstream.UpstreamBeans;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** The routes of one registry in a Camel of their own, as they are made for each configured one. */
public final class OciRoutes implements AutoCloseable {
    /** What the routes keep for ever. */
    public final Cache<Object, Object> manifests = Caffeine.newBuilder().build();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SourceSettings settings;
    private final CloseableHttpClient client;
    private final ExecutorService calls;

    /** The routes, on the system's clock. */
    public OciRoutes(SourceSettings settings) throws Exception {
        this(settings, InstantSource.system());
    }

    /** The routes, on a clock of the test. */
    public OciRoutes(SourceSettings configured, InstantSource clock) throws Exception {
        // What happens when calls fail has tests of its own.
        settings = configured.with(new Resilience(0, 1000, 100, Duration.ofSeconds(1)));
        calls = new Threads(camel).calls(settings);
        String source = settings.id();
        UpstreamBeans.beans().forEach(camel.getRegistry()::bind);
        OciBeans.beans(clock).forEach(camel.getRegistry()::bind);
        camel.getRegistry().bind("manifests", manifests);
        camel.getRegistry().bind("tokens", Caffeine.newBuilder().build());
        SourceBeans.of(settings, Clock.systemUTC()).forEach(camel.getRegistry()::bind);
        client = camel.getRegistry().lookupByNameAndType(source + ".httpClient", CloseableHttpClient.class);
        camel.getRegistry().bind(source + ".calls", calls);
        load("classpath:wire/oci/errors.camel.yaml");
        load("classpath:wire/no-errors.camel.yaml");
        load("file:routes/shared/calls.camel.yaml");
        load("file:routes/backends/oci.camel.yaml");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // The stream ends with its exchange, so it is read within.
                from("direct:read")
                        .errorHandler(noErrorHandler())
                        .streamCache("false")
                        .to("direct:" + source + ".download")
                        .process(read -> read.getMessage()
                                .setBody(read.getMessage()
                                        .getBody(InputStream.class)
                                        .readAllBytes()));
            }
        });
        camel.start();
        SourceRoutes.addCalls(camel, settings);
        for (var template : List.copyOf(camel.getRouteTemplateDefinitions())) {
            if (!template.getId().startsWith("oci" + ".")) {
                continue;
            }
            TemplatedRouteBuilder.builder(camel, template.getId())
                    .routeId(source + template.getId().substring("oci".length()))
                    .parameter("source", source)
                    .add();
        }
    }

    /** A function of the routes. */
    <T> T bean(String name, Class<T> type) {
        return camel.getRegistry().lookupByNameAndType(name, type);
    }

    /** The whole catalogue. */
    public BackendAnswer list() {
        return ask("list", Map.of());
    }

    /** One extension. */
    public BackendAnswer find(String type, String name) {
        return ask("find", Map.of("extensionId", id(type, name)));
    }

    /** One extension with all its versions. */
    public BackendAnswer versions(String type, String name) {
        return ask("versions", Map.of("extensionId", id(type, name)));
    }

    /** Whether the registry answers. */
    public BackendAnswer ping() {
        return ask("ping", Map.of());
    }

    /** The exchange after a download, with the bytes as its body; its exception is left in it. */
    public Exchange download(Artifact artifact, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("artifact", artifact);
        return send("direct:read", all);
    }

    /** What an operation answers to an exchange with these properties. */
    public BackendAnswer ask(String operation, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("operation", operation);
        all.putIfAbsent("deadline", Instant.now().plusSeconds(60));
        Exchange done = send("direct:" + settings.id() + "." + operation, all);
        if (done.getException() != null) {
            throw new AssertionError(done.getException());
        }
        return done.getMessage().getBody(BackendAnswer.class);
    }

    private Exchange send(String uri, Map<String, Object> properties) {
        Exchange exchange = new DefaultExchange(camel);
        properties.forEach(exchange::setProperty);
        exchange.getMessage().setBody("the caller's body");
        exchange.getMessage().setHeader("X-Of-The-Caller", Secrets.of("caller"));
        exchange.getMessage().setHeader("CamelHttpPath", "/elsewhere");
        exchange.getMessage().setHeader("CamelHttpQuery", "q=elsewhere");
        return camel.createProducerTemplate().send(uri, exchange);
    }

    private static ExtensionId id(String type, String name) {
        return new ExtensionId(ExtensionType.of(type).orElseThrow(), name);
    }

    private void load(String file) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource(file));
    }

    @Override
    public void close() throws java.io.IOException {
        camel.stop();
        calls.shutdownNow();
        client.close();
    }
}
