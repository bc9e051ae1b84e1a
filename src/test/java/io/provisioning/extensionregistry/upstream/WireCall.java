package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Failure;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** A source's way out as the routes build it, around the real HTTP endpoint. */
final class WireCall implements AutoCloseable {
    static final String ENDPOINT = "http://source?httpClient=#source.httpClient&throwExceptionOnFailure=false"
            + "&disableStreamCache=true&copyHeaders=false&clearExpiredCookies=false";

    private final CamelContext camel = new DefaultCamelContext();
    private final List<Exchange> held = new ArrayList<>();

    WireCall(SourceSettings settings) throws Exception {
        camel.getRegistry().bind("source.httpClient", SourceHttpClient.create(settings));
        camel.getRegistry().bind("source.settings", settings);
        UpstreamBeans.beans().forEach((name, bean) -> camel.getRegistry().bind(name, bean));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                route("read", "set(${exchange}, ${ref:source.settings}, ${exchangeProperty.authorization})");
                route("readChallenge", "set(${exchange}, ${ref:source.settings}, ${exchangeProperty.authorization})");
                route("open", "setForStream(${exchange}, ${ref:source.settings}, ${exchangeProperty.authorization})");
            }

            private void route(String reader, String headers) {
                from("direct:" + reader)
                        .streamCache("false")
                        .setProperty("sourceRequest", body())
                        .bean("requestHeaders", headers)
                        .to(ENDPOINT)
                        .bean("replyReader", reader);
            }
        });
        camel.start();
    }

    /** Asks and reads the whole answer. */
    SourceReply get(URI url) throws Exception {
        return get(SourceRequest.json(url), Map.of(), Map.of());
    }

    SourceReply get(SourceRequest request, Map<String, Object> properties, Map<String, Object> headers)
            throws Exception {
        return (SourceReply)
                send("read", request, properties, headers).getMessage().getBody();
    }

    /** The exchange after the call; what was thrown is thrown. */
    Exchange send(String reader, SourceRequest request, Map<String, Object> properties, Map<String, Object> headers)
            throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(request);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        properties.forEach(exchange::setProperty);
        Exchange done = camel.createProducerTemplate().send("direct:" + reader, exchange);
        if (done.getException() != null) {
            throw done.getException();
        }
        return done;
    }

    /** How a call failed. */
    Failure failure(URI url) {
        return failure(SourceRequest.json(url), Map.of());
    }

    Failure failure(SourceRequest request, Map<String, Object> properties) {
        try {
            get(request, properties, Map.of());
        } catch (Exception e) {
            return Failures.known(e).orElseThrow(() -> new AssertionError(e));
        }
        throw new AssertionError("it was answered");
    }

    /** Opens a stream and does not read it. */
    void hold(SourceRequest request) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(request);
        // With a unit of work of its own the exchange stays open until it is let go.
        exchange.getExchangeExtension()
                .setUnitOfWork(PluginHelper.getUnitOfWorkFactory(camel).createUnitOfWork(exchange));
        camel.createProducerTemplate().send("direct:open", exchange);
        held.add(exchange);
    }

    /** Gives up what is held. */
    void letGo() throws Exception {
        for (Exchange exchange : held) {
            ((EofSensorInputStream) exchange.getMessage().getBody()).abort();
            exchange.getUnitOfWork().done(exchange);
        }
        held.clear();
    }

    /** A deadline as the routes set it. */
    static Map<String, Object> deadline(Instant instant) {
        return Map.of("deadline", instant);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
