package io.provisioning.extensionregistry.gitea;

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
import java.net.URI;
import java.nio.file.Path;
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

/** The routes of one Gitea in a Camel of their own, as they are made for each configured one. */
final class GiteaRoutes implements AutoCloseable {
    private static final String KIND = "gitea";

    final Cache<Object, Object> checksums = Caffeine.newBuilder().build();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CloseableHttpClient client;
    private final ExecutorService calls;

    GiteaRoutes(SourceSettings settings) throws Exception {
        this(settings, InstantSource.system());
    }

    GiteaRoutes(SourceSettings settings, InstantSource clock) throws Exception {
        // What happens when calls fail has tests of its own.
        this(settings, clock, 0);
    }

    /** @param retries of a call that has failed */
    GiteaRoutes(SourceSettings configured, InstantSource clock, int retries) throws Exception {
        SourceSettings settings = configured.with(new Resilience(retries, 1000, 100, Duration.ofSeconds(1)));
        calls = new Threads(camel).calls(settings);
        String source = settings.id();
        UpstreamBeans.beans().forEach(camel.getRegistry()::bind);
        GiteaBeans.beans(clock).forEach(camel.getRegistry()::bind);
        camel.getRegistry().bind("checksums", checksums);
        SourceBeans.of(settings, Clock.systemUTC()).forEach(camel.getRegistry()::bind);
        client = camel.getRegistry().lookupByNameAndType(source + ".httpClient", CloseableHttpClient.class);
        camel.getRegistry().bind(source + ".calls", calls);
        load("classpath:wire/gitea/errors.camel.yaml");
        load("classpath:wire/no-errors.camel.yaml");
        load("file:routes/shared/calls.camel.yaml");
        load("file:routes/backends/gitea.camel.yaml");
        camel.addRoutes(reader());
        camel.start();
        SourceRoutes.addCalls(camel, settings);
        for (var template : List.copyOf(camel.getRouteTemplateDefinitions())) {
            if (!template.getId().startsWith(KIND + ".")) {
                continue;
            }
            String operation = template.getId().substring(KIND.length());
            TemplatedRouteBuilder.builder(camel, template.getId())
                    .routeId(source + operation)
                    .parameter("source", source)
                    .add();
        }
    }

    /** Settings for the stand-in's organization; without a token if the path is null. */
    static SourceSettings settings(String url, Path token) {
        return settings(url, "provisioning", token, false, 4);
    }

    static SourceSettings settings(String url, String owner, Path token, boolean sourceArchives, int parallelism) {
        return new SourceSettings(
                "gitea-eu",
                KIND,
                URI.create(url),
                owner,
                token,
                null,
                null,
                List.of(),
                "auto",
                sourceArchives,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                parallelism,
                32,
                null,
                null,
                List.of(),
                null);
    }

    /** A function of the routes. */
    <T> T bean(String name, Class<T> type) {
        return camel.getRegistry().lookupByNameAndType(name, type);
    }

    BackendAnswer list() {
        return ask("list", null);
    }

    BackendAnswer find(String type, String name) {
        return ask("find", new ExtensionId(ExtensionType.of(type).orElseThrow(), name));
    }

    BackendAnswer versions(String type, String name) {
        return ask("versions", new ExtensionId(ExtensionType.of(type).orElseThrow(), name));
    }

    BackendAnswer ping() {
        return ask("ping", null);
    }

    /** The exchange after a download whose bytes, as they came, are its body; its exception is left in it. */
    Exchange download(Artifact artifact, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("artifact", artifact);
        return send("read", all);
    }

    /** What an operation answers to an exchange with these properties. */
    BackendAnswer ask(String operation, ExtensionId id) {
        return ask(operation, id, Instant.now().plusSeconds(60));
    }

    /** What an operation without a name answers if there is time until then. */
    BackendAnswer askUntil(String operation, Instant deadline) {
        return ask(operation, null, deadline);
    }

    private BackendAnswer ask(String operation, ExtensionId id, Instant deadline) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("operation", operation);
        properties.put("deadline", deadline);
        if (id != null) {
            properties.put("extensionId", id);
        }
        Exchange done = send(operation, properties);
        if (done.getException() != null) {
            throw new AssertionError(done.getException());
        }
        return done.getMessage().getBody(BackendAnswer.class);
    }

    private Exchange send(String operation, Map<String, Object> properties) {
        Exchange exchange = new DefaultExchange(camel);
        properties.forEach(exchange::setProperty);
        exchange.getMessage().setBody("the caller's body");
        exchange.getMessage().setHeader("X-Of-The-Caller", Secrets.of("caller"));
        exchange.getMessage().setHeader("CamelHttpPath", "/elsewhere");
        exchange.getMessage().setHeader("CamelHttpQuery", "q=elsewhere");
        return camel.createProducerTemplate().send("direct:gitea-eu." + operation, exchange);
    }

    /** The stream ends with its exchange, so that it is read within. */
    private static RouteBuilder reader() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:gitea-eu.read")
                        .streamCache("false")
                        .to("direct:gitea-eu.download")
                        .process(exchange -> {
                            try (var in = (InputStream) exchange.getMessage().getBody()) {
                                exchange.getMessage().setBody(in.readAllBytes());
                            }
                        });
            }
        };
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
