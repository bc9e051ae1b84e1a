package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Collector;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.LogEvents;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces: what callers, sources and a collector see of them. */
class TracingIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";

    @TempDir
    private Path folder;

    private final Collector collector = new Collector();
    private TwoSources sources;

    private void start(FakeGitea gitea, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("registry.tracing.endpoint", collector.url()));
        settings.putAll(more);
        sources = TwoSources.cold(gitea, FakeRegistry.sample(), settings);
        sources.awaitLoaded();
    }

    @AfterEach
    void stop() {
        if (sources != null) {
            sources.close();
        }
        collector.close();
    }

    private HttpResponse<String> ask(String path, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "traceparent";
        all[1] = TRACEPARENT;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return sources.get(path, all);
    }

    private List<Collector.Span> awaited(int kind, int number) {
        Eventually.until(
                number + " spans of kind " + kind,
                () -> collector.spans(TRACE, kind).size() >= number);
        return collector.spans(TRACE, kind);
    }

    @Test
    void aRequestIsBelowItsCallerAndTheCallsOfSourcesAreBelowTheRequest() throws Exception {
        start(FakeGitea.sample(), Map.of());
        sources.gitea().traffic().forget();

        ask("/extensions/provider/aws/versions?limit=1", "X-Request-Id", "r-1", "Cache-Control", "no-cache");

        Collector.Span server = awaited(Collector.SERVER, 1).get(0);
        assertThat(server.name()).isEqualTo("GET /api/v1/extensions/{type}/{name}/versions");
        assertThat(server.parentId()).isEqualTo(CALLER);
        assertThat(server.failed()).isFalse();
        assertThat(server.attributes())
                .containsOnly(
                        Map.entry("http.request.method", "GET"),
                        Map.entry("http.response.status_code", "200"),
                        Map.entry("http.route", "/api/v1/extensions/{type}/{name}/versions"),
                        Map.entry("registry.request_id", "r-1"),
                        Map.entry("url.path", "/api/v1/extensions/provider/aws/versions"),
                        Map.entry("url.scheme", "http"));

        List<StubRequest> asked = sources.gitea().traffic().requests();
        List<Collector.Span> calls = awaited(Collector.CLIENT, asked.size()).stream()
                .filter(call -> "gitea".equals(call.attributes().get("registry.source")))
                .toList();
        assertThat(calls).hasSameSizeAs(asked).allSatisfy(call -> {
            assertThat(call.name()).isEqualTo("GET");
            assertThat(call.parentId()).isEqualTo(server.spanId());
            assertThat(call.attributes().keySet())
                    .containsOnly(
                            "http.request.method",
                            "http.response.status_code",
                            "op",
                            "registry.source",
                            "server.address",
                            "server.port",
                            "url.scheme");
        });
        assertThat(asked).isNotEmpty().allSatisfy(request -> {
            assertThat(calls.stream().map(call -> "00-" + TRACE + "-" + call.spanId() + "-01"))
                    .contains(request.header("traceparent").orElse("none"));
            assertThat(request.headers()).doesNotContainKeys("baggage", "tracestate", "camel_trace_id");
        });
    }

    @Test
    void eachTryOfACallIsASpan() throws Exception {
        start(FakeGitea.sample(), Map.of());
        sources.gitea().traffic().faultOnce("/orgs/", StubAnswer.status(503));

        ask("/extensions?source=gitea", "Cache-Control", "no-cache");

        Eventually.until("the second try", () -> collector.spans(TRACE, Collector.CLIENT).stream()
                .anyMatch(call -> "1".equals(call.attributes().get("http.request.resend_count"))));
        assertThat(collector.spans(TRACE, Collector.CLIENT)).anySatisfy(call -> {
            assertThat(call.attributes()).containsEntry("http.response.status_code", "503");
            assertThat(call.attributes()).containsEntry("error.type", "503");
            assertThat(call.failed()).isTrue();
        });
    }

    @Test
    void whatNoRouteAnsweredOrARouteAnsweredBeforeIsASpanToo() throws Exception {
        start(FakeGitea.sample(), Map.of());
        double before = sources.value("http_repeated_total");
        for (int i = 0; i < 3; i++) {
            ask("/extensions/provider/aws");
        }
        assertThat(sources.value("http_repeated_total")).isGreaterThan(before);
        ask("/nothing/" + "like-this");

        List<Collector.Span> spans = awaited(Collector.SERVER, 4);
        assertThat(spans).extracting(Collector.Span::parentId).containsOnly(CALLER);
        assertThat(spans)
                .extracting(Collector.Span::name)
                .containsExactlyInAnyOrder(
                        "GET",
                        "GET /api/v1/extensions/{type}/{name}",
                        "GET /api/v1/extensions/{type}/{name}",
                        "GET /api/v1/extensions/{type}/{name}");
    }

    @Test
    void aFailureIsMarkedAndLogLinesHaveTheTrace() throws Exception {
        start(FakeGitea.sample(), Map.of());
        try (LogEvents log = new LogEvents("io.provisioning.extensionregistry.health")) {
            sources.gitea().traffic().fault("/", StubAnswer.status(503));

            ask("/extensions/provider/nobody?source=gitea", "Cache-Control", "no-cache");

            assertThat(awaited(Collector.SERVER, 1).get(0).failed()).isTrue();
            assertThat(awaited(Collector.SERVER, 1).get(0).attributes())
                    .containsEntry("http.response.status_code", "503")
                    .containsEntry("error.type", "503");
            assertThat(log.lines()).isNotEmpty().allSatisfy(line -> assertThat(line.value("traceId"))
                    .isEqualTo(TRACE));
        }
    }

    /** The collector looks for secrets in all spans. */
    @Test
    void noTokenAndNoSignedAddressIsInASpanAndTheCollectorIsShownItsHeader() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), Secrets.of("gitea-t0ken"));
        Path header = Files.writeString(folder.resolve("header"), "api-key: " + Secrets.of("collector"));
        start(
                FakeGitea.sample().token(Secrets.of("gitea-t0ken"), false).serveDirect(),
                Map.of("registry.gitea.token-path", "" + token, "registry.tracing.header-path", "" + header));

        HttpResponse<String> file = ask("/extensions/provider/aws/latest?source=gitea");

        assertThat(file.statusCode()).isEqualTo(200);
        awaited(Collector.SERVER, 1);
        assertThat(sources.gitea().storageRequests()).isNotEmpty();
        assertThat(collector.server().requests()).allSatisfy(export -> {
            assertThat(export.path()).isEqualTo("/v1/traces");
            assertThat(export.header("api-key")).contains(Secrets.of("collector"));
        });
        assertThat(collector.spans().toString()).doesNotContain("?", "token", "/repos/");

        Files.writeString(header, "api-key: " + Secrets.of("another"));
        ask("/extensions");
        Eventually.until("the other header is shown", () -> collector.server().requests().stream()
                .anyMatch(export -> export.header("api-key").orElse("").equals(Secrets.of("another"))));
    }

    @Test
    void aTraceThatBeginsHereIsRecordedByItsRatioAndOneOfACallerAsItSays() throws Exception {
        start(FakeGitea.sample(), Map.of("registry.tracing.sample-ratio", "0"));
        sources.gitea().traffic().forget();

        sources.get("/extensions", "Cache-Control", "no-cache");
        assertThat(sources.gitea().traffic().requests())
                .allSatisfy(request ->
                        assertThat(request.header("traceparent").orElse("")).matches("00-.*-0[02]"));
        ask("/extensions");

        awaited(Collector.SERVER, 1);
        assertThat(collector.spans()).extracting(Collector.Span::traceId).containsOnly(TRACE);
    }

    @Test
    void itIsOffByDefaultAndThenSourcesSeeNoTrace() throws Exception {
        sources = TwoSources.start();
        ask("/extensions", "Cache-Control", "no-cache");

        assertThat(sources.gitea().traffic().requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("traceparent"));
    }

    @Test
    void aCollectorThatIsDownCostsNothingButItsTraces() throws Exception {
        collector.server().refuseConnections();
        start(FakeGitea.sample(), Map.of());

        assertThat(ask("/extensions", "Cache-Control", "no-cache").statusCode()).isEqualTo(200);
    }
}
