package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private static final AtomicInteger REACHED = new AtomicInteger();
    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        ServerOptions options = ServerFixture.options(4, 2000, 4000, 2000, 1000, List.of());
        fixture = new ServerFixture(options, new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/json?httpMethodRestrict=GET&produces=application/json")
                        .process(e -> REACHED.incrementAndGet())
                        .process(e -> e.getMessage().setBody(seen(e)));
                from("platform-http:/echo/{name}?httpMethodRestrict=GET").process(e -> REACHED.incrementAndGet());
                from("platform-http:/upload?httpMethodRestrict=POST").process(e -> REACHED.incrementAndGet());
            }
        });
    }

    private static String seen(Exchange exchange) {
        return "[\"" + exchange.getMessage().getHeader(Exchange.HTTP_URI) + "\",\""
                + exchange.getMessage().getHeader(Exchange.HTTP_PATH) + "\",\""
                + exchange.getMessage().getHeader("CamelFileName") + "\",\""
                + exchange.getProperty("requestId") + "\"]";
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void everyMalformedRequestIsRefusedInJsonBeforeAnyRoute() throws Exception {
        Map<String, byte[]> requests = MalformedRequests.all();
        assertThat(requests).hasSizeGreaterThan(200);
        REACHED.set(0);
        List<String> wrong = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<CompletableFuture<String>> verdicts = new ArrayList<>();
        requests.forEach(
                (name, bytes) -> verdicts.add(CompletableFuture.supplyAsync(() -> verdict(name, bytes), clients)));
        for (CompletableFuture<String> verdict : verdicts) {
            if (!verdict.get().isEmpty()) {
                wrong.add(verdict.get());
            }
        }
        clients.shutdown();

        assertThat(wrong).isEmpty();
        assertThat(REACHED).hasValue(0);
        assertThat(fixture.finished).noneMatch(line -> line.matches(".* 5\\d\\d"));
    }

    /** Empty if the answer is what it should be. */
    private static String verdict(String name, byte[] bytes) {
        try {
            RawClient.Reply reply = RawClient.send(fixture.port(), "GET", bytes);
            boolean ours = reply.status() / 100 == 4
                    && reply.text().matches("\\{\"error\":\"[a-z_]+\",\"message\":\"[^\"]+\"}")
                    && "application/json".equals(reply.header("Content-Type"))
                    && reply.header("X-Request-Id") != null
                    && "nosniff".equals(reply.header("X-Content-Type-Options"));
            return ours ? "" : name + ": " + reply.status() + " " + reply.headers() + " " + reply.text();
        } catch (Exception e) {
            return name + ": " + e;
        }
    }

    @Test
    void namesOfCamelInARequestMeanNothing() throws Exception {
        RawClient.Reply reply = RawClient.get(
                fixture.port(),
                "/json?CamelHttpUri=http://evil&camelhttppath=/evil&CAMELFileName=evil&requestId=evil",
                "CamelHttpUri: http://evil",
                "camelHTTPpath: /evil",
                "CamelFileName: evil",
                "requestId: evil",
                "X-Request-Id: good");

        assertThat(reply.text()).contains("\"/json\",\"null\",\"good\"").doesNotContain("\"http://evil\"", "\"/evil\"");
    }

    @Test
    void anErrorHasTheClientsOwnRequestId() throws Exception {
        assertThat(RawClient.get(fixture.port(), "/json/..", "X-Request-Id: a.b-c_1")
                        .header("X-Request-Id"))
                .isEqualTo("a.b-c_1");
        assertThat(RawClient.get(fixture.port(), "/json/..", "X-Request-Id: <script>")
                        .header("X-Request-Id"))
                .matches("[0-9a-f-]{36}");
    }
}
