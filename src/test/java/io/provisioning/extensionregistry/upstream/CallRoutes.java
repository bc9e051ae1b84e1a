package io.provisioning.extensionregistry.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.provisioning.extensionregistry.SourceRoutes;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.support.RouteContext;
import io.provisioning.extensionregistry.support.Secrets;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** The routes that every call of a source goes through, for one source whose id is {@code gitea}. */
final class CallRoutes implements AutoCloseable {
    private final SourceSettings settings;
    private final RouteContext routes;

    CallRoutes(SourceSettings settings, Clock clock) throws Exception {
        this.settings = settings;
        Map<String, Object> beans = new HashMap<>(UpstreamBeans.beans());
        beans.putAll(SourceBeans.of(settings, clock));
        beans.put("noErrorHandler", new NoErrorHandlerDefinition());
        routes = new RouteContext(beans, Map.of(), "shared/calls.camel.yaml")
                .with(reader())
                .start();
        SourceRoutes.addCalls(routes.context(), settings);
    }

    /** Asks for an address and reads the whole answer. */
    SourceReply get(URI url, Object... properties) throws Exception {
        Exchange done = send("direct:gitea.call", url, properties);
        if (done.getException() != null) {
            throw done.getException();
        }
        // A loop that follows would take it for a failure of its own, and never run.
        if (done.getProperty(Exchange.EXCEPTION_CAUGHT) != null) {
            throw new AssertionError(
                    "an answer leaves no failure behind", done.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        }
        return (SourceReply) done.getMessage().getBody();
    }

    /** Why a call failed; what a route threw must be a {@link SourceException} that the next error handler sees. */
    Failure failure(URI url, Object... properties) {
        Exchange done = send("direct:gitea.call", url, properties);
        if (!(done.getException() instanceof SourceException expected)) {
            throw new AssertionError("it did not fail as it should", done.getException());
        }
        return expected.failure();
    }

    /** The bytes of a stream, or what went wrong, seen by a route with an error handler of its own. */
    Object read(URI url) {
        return send("direct:read", url, "reading", "stream").getMessage().getBody();
    }

    CircuitBreaker breaker() {
        return routes.context().getRegistry().lookupByNameAndType("gitea.breaker", CircuitBreaker.class);
    }

    Admission admission() {
        return routes.context().getRegistry().lookupByNameAndType("gitea.admission", Admission.class);
    }

    private Exchange send(String endpoint, URI url, Object... properties) {
        Map<String, Object> all = new HashMap<>();
        all.put("sourceRequest", SourceRequest.json(url));
        if (settings.tokenPath() != null) {
            all.put("authorization", "token " + Secrets.of("some"));
        }
        for (int i = 0; i < properties.length; i += 2) {
            all.put((String) properties[i], properties[i + 1]);
        }
        return routes.ask(endpoint, all);
    }

    private static RouteBuilder reader() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(exchange -> exchange.getMessage()
                        .setBody(Failures.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                                .reason()));
                from("direct:read")
                        .streamCache("false")
                        .to("direct:gitea.call")
                        .process(exchange -> exchange.getMessage()
                                .setBody(new String(
                                        ((InputStream) exchange.getMessage().getBody()).readAllBytes())));
            }
        };
    }

    @Override
    public void close() throws java.io.IOException {
        CloseableHttpClient client =
                routes.context().getRegistry().lookupByNameAndType("gitea.httpClient", CloseableHttpClient.class);
        routes.close();
        client.close();
    }
}
