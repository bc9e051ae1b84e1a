package io.provisioning.extensionregistry.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Collector;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What is told of calls that routes make with addresses of their own. */
class SourceSpansTest {
    private static final String SIGNED = "/private/path?signature=signed";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Collector collector = new Collector();
    private final StubServer remote = StubServer.start().otherwise(request -> StubAnswer.json("{}"));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Tracing tracing = new Tracing(URI.create(collector.url()), 1, Map::of, "1.2.3");

    @BeforeEach
    void start() throws Exception {
        tracing.bind(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to("direct:further").to(remote.url() + SIGNED);
                from("direct:further").delay(0).process(exchange -> {});
                from("direct:tls").to("https://" + remote.authority() + SIGNED);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        tracing.close();
        collector.close();
        remote.close();
    }

    /** The spans of one exchange, when all are sent. */
    private List<Collector.Span> spans(String endpoint) {
        try (var template = context.createProducerTemplate()) {
            template.request(endpoint, exchange -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tracing.close();
        return collector.spans();
    }

    @Test
    void aCallIsOneSpanWithHostAndPortAndNothingElseOfItsAddress() {
        String port = remote.authority().replaceAll(".*:", "");

        assertThat(spans("direct:plain")).singleElement().satisfies(span -> {
            assertThat(span.kind()).isEqualTo(Collector.CLIENT);
            assertThat(span.name()).isEqualTo("GET");
            assertThat(span.attributes())
                    .containsOnly(
                            Map.entry("http.request.method", "GET"),
                            Map.entry("http.response.status_code", "200"),
                            Map.entry("op", "EVENT_SENT"),
                            Map.entry("server.address", "127.0.0.1"),
                            Map.entry("server.port", port),
                            Map.entry("url.scheme", "http"));
        });
    }

    @Test
    void oneThatBreaksOffIsNamedAfterItsFailureAlone() {
        assertThat(spans("direct:tls")).singleElement().satisfies(span -> {
            assertThat(span.failed()).isTrue();
            assertThat(span.attributes().keySet())
                    .containsOnly(
                            "error.type", "http.request.method", "op", "server.address", "server.port", "url.scheme");
            assertThat(span.attributes()).containsEntry("url.scheme", "https");
            assertThat(span.attributes().get("error.type")).matches("[A-Za-z.]+");
        });
    }

    @Test
    void itIsBelowTheRequestThatTheThreadWorksFor() {
        MDC.put("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
        try {
            assertThat(spans("direct:plain")).singleElement().satisfies(span -> {
                assertThat(span.traceId()).isEqualTo(TRACE);
                assertThat(span.parentId()).isEqualTo("b7ad6b7169203331");
            });
        } finally {
            MDC.remove("traceparent");
        }
    }
}
