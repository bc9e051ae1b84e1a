package io.provisioning.extensionregistry;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.cache.CacheKey;
import io.provisioning.extensionregistry.cache.Flights;
import io.provisioning.extensionregistry.catalog.TakeAnswer;
import io.provisioning.extensionregistry.config.RouteFiles;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.upstream.RouteHttp;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** One source with everything that the service gives it, asked as the catalogue asks it; nothing asks it by itself. */
public final class SourceUnderTest implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final String source;
    private final ProducerTemplate template;

    /** @param settings as users write them; {@code registry.routes} if the source is a file */
    public SourceUnderTest(String source, Map<String, String> settings) throws Exception {
        this.source = source;
        Properties system = new Properties();
        system.putAll(settings);
        system.put("registry.store.mode", "off");
        system.put("registry.drop-ins.watch", "false");
        Settings all = SettingsLoader.load(system, Map.of(), Path.of("").toAbsolutePath());
        Properties properties = new Properties();
        properties.putAll(all.asProperties());
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getComponent("direct", DirectComponent.class).setBlock(false);
        context.getComponent("http", HttpComponent.class).setHttpClientConfigurer(new RouteHttp());
        Wiring wiring = new Wiring(
                        all, context, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Clock.systemUTC())
                .bind();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(RouteFiles.locations(all.routes()).entrySet().stream()
                        .filter(file -> !file.getKey().startsWith("system/")
                                && !file.getKey().startsWith("api/"))
                        .map(file -> PluginHelper.getResourceLoader(context).resolveResource(file.getValue()))
                        .toList());
        wiring.addSources();
        context.addRoutes(reader());
        context.start();
        template = context.createProducerTemplate();
        wiring.liveSources().begin();
        awaitFirstLoad();
    }

    /** A source of one file is asked for its catalogue when it comes. */
    private void awaitFirstLoad() throws Exception {
        Optional<CompletionStage<Void>> load = context.getRegistry()
                .lookupByNameAndType("flights", Flights.class)
                .underWay(List.of(CacheKey.of(source, "list", null)));
        if (load.isPresent()) {
            load.get().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    /** What the catalogue is told, if there is time enough. */
    public BackendAnswer ask(String operation, ExtensionId id) throws Exception {
        return ask(operation, id, Instant.now().plusSeconds(60));
    }

    /** What the catalogue is told if there is time until then. */
    public BackendAnswer ask(String operation, ExtensionId id, Instant deadline) throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("operation", operation);
        properties.put("extensionId", id);
        properties.put("deadline", deadline);
        Exchange done = send("direct:contract.ask", properties);
        if (done.getException() != null) {
            throw new AssertionError("a source must not throw", done.getException());
        }
        return done.getMessage().getMandatoryBody(BackendAnswer.class);
    }

    /** The exchange after a download, with all bytes as its body; what was thrown is left in it. */
    public Exchange download(Artifact artifact, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("artifact", artifact);
        return send("direct:contract.read", all);
    }

    private Exchange send(String route, Map<String, Object> properties) {
        return template.send(route, exchange -> {
            exchange.setProperty("source", source);
            properties.forEach(exchange::setProperty);
            exchange.getMessage().setBody("the caller's body");
            exchange.getMessage().setHeader("X-Of-The-Caller", "secret");
            exchange.getMessage().setHeader("CamelHttpPath", "/elsewhere");
            exchange.getMessage().setHeader("CamelHttpQuery", "q=elsewhere");
        });
    }

    private static RouteBuilder reader() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:contract.ask")
                        .errorHandler(noErrorHandler())
                        .enrich("direct:catalog.ask-source", new TakeAnswer(), true);
                // The stream ends with its exchange, so that it is read within.
                from("direct:contract.read")
                        .errorHandler(noErrorHandler())
                        .streamCache("false")
                        .toD("direct:${exchangeProperty.source}.download")
                        .process(exchange -> {
                            try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
                                exchange.getMessage().setBody(in.readAllBytes());
                            }
                        });
            }
        };
    }

    @Override
    public void close() {
        context.stop();
    }
}
