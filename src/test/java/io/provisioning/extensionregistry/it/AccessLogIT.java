package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.LogEvents;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line for each request, however it is answered. */
class AccessLogIT {
    private TwoSources sources;
    private LogEvents log;

    @BeforeEach
    void start() throws Exception {
        sources = TwoSources.cold(
                FakeGitea.sample(),
                FakeRegistry.sample(),
                Map.of("registry.log.access", "true", "registry.server.trusted-proxies", "127.0.0.0/8"));
        sources.awaitLoaded();
        log = new LogEvents("access");
    }

    @AfterEach
    void stop() {
        log.close();
        sources.close();
    }

    /** The line of a request with this id, when it is written. */
    private LogEvents.Line line(String requestId) {
        Eventually.until("a line of " + requestId, () -> !log.with("requestId", requestId)
                .isEmpty());
        List<LogEvents.Line> lines = log.with("requestId", requestId);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void itSaysWhatWasAskedAndAnswered() {
        HttpResponse<String> answer = sources.get(
                "/extensions?limit=2&token=nobodys-business", "X-Request-Id", "r-1", "X-Forwarded-For", "203.0.113.7");

        LogEvents.Line line = line("r-1");
        int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
        assertThat(line.message()).matches("GET /api/v1/extensions 200 " + bytes + "B [0-9.]+ms 203\\.0\\.113\\.7 hit");
        assertThat(line.fields())
                .containsEntry("method", "GET")
                .containsEntry("path", "/api/v1/extensions")
                .containsEntry("route", "catalog.list")
                .containsEntry("status", 200)
                .containsEntry("bytes", (long) bytes)
                .containsEntry("client", "203.0.113.7")
                .containsEntry("cache", "hit")
                .containsKey("durationMs");
        assertThat(line.toString()).doesNotContain("nobodys-business");
    }

    @Test
    void whatIsAnsweredAheadOfTheRoutesIsLoggedToo() {
        double before = sources.value("http_repeated_total");
        for (int i = 0; i < 3; i++) {
            sources.get("/extensions/provider/aws", "X-Request-Id", "hot-" + i);
        }

        assertThat(sources.value("http_repeated_total")).isGreaterThan(before);
        for (int i = 0; i < 3; i++) {
            assertThat(line("hot-" + i).message()).startsWith("GET /api/v1/extensions/provider/aws 200 ");
        }
    }

    @Test
    void whatNoRouteAnswersIsLoggedToo() throws Exception {
        sources.send("HEAD", "/extensions", "X-Request-Id", "head");
        sources.send("DELETE", "/extensions", "X-Request-Id", "verb");
        sources.get("/nothing", "X-Request-Id", "nothing");
        RunningRegistry.send(
                HttpRequest.newBuilder(URI.create(sources.registry().url() + "/v2/provisioning/none/tags/list"))
                        .header("X-Request-Id", "v2")
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        Raw.status(sources.registry().application().port(), "GET /a b c d HTTP/1.1");

        assertThat(line("head").message()).startsWith("HEAD /api/v1/extensions 200 0B");
        assertThat(line("verb").message()).startsWith("DELETE /api/v1/extensions 405 ");
        assertThat(line("nothing").message()).startsWith("GET /api/v1/nothing 404 ");
        assertThat(line("v2").message()).startsWith("GET /v2/provisioning/none/tags/list 404 ");
        Eventually.until("the malformed one", () -> log.lines().stream()
                .anyMatch(line -> line.message().startsWith("OTHER - 400 ")));
    }

    @Test
    void nothingThatAClientSendsForgesALineOrAWord() throws Exception {
        sources.get("/a%0d%0aGET%20/forged", "X-Request-Id", "escaped", "X-Forwarded-For", "1.2.3.4 200 \"x\"");
        Raw.status(sources.registry().application().port(), "GET /api/v1/\u001b[31m\u0085\\x\" HTTP/1.1");

        assertThat(line("escaped").message())
                .matches("GET /api/v1/a%0d%0aGET%20/forged 400 \\S+ \\S+ 1\\.2\\.3\\.4\\\\u0020\\S+ -");
        Eventually.until("the other line", () -> log.lines().stream()
                .anyMatch(line -> line.message().startsWith("GET /api/v1/\\u001b[31m\\u0085\\u005cx\\u0022 400 ")));
        assertThat(log.lines()).allSatisfy(line -> assertThat(line.message()).matches("[ -~]+"));
    }

    @Test
    void aRequestThatNeverArrivesIsLoggedToo() throws Exception {
        Map<String, String> settings =
                Map.of("registry.log.access", "true", "registry.server.request-timeout-seconds", "1");
        try (TwoSources impatient = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), settings);
                Socket client =
                        Raw.open(impatient.registry().application().port(), "GET /api/v1/cache/stats HTTP/1.1")) {
            assertThat(Raw.head(client.getInputStream())).startsWith("HTTP/1.1 200");
            client.getOutputStream().write("GET /api/v1/ext".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 408");
        }
        Eventually.until("the late one", () -> log.lines().stream()
                .anyMatch(line -> line.message().equals("OTHER - 408 0B 0.0ms - -")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "from-the-client"})
    void aRequestThatBreaksOffHasOneNameInItsAnswerAndItsLine(String id) throws Exception {
        String[] headers = {"Transfer-Encoding: chunked", id.isEmpty() ? "X-Nothing: 1" : "X-Request-Id: " + id};
        int port = sources.registry().application().port();
        try (Socket client = Raw.open(port, "POST /api/v1/webhooks/gitea HTTP/1.1", headers)) {
            client.getOutputStream().write("no length\r\n".getBytes(StandardCharsets.US_ASCII));

            String head = Raw.head(client.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 400");
            String answered = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-request-id: "))
                    .map(line -> line.substring("x-request-id: ".length()))
                    .findFirst()
                    .orElseThrow();
            assertThat(answered).matches(id.isEmpty() ? "[0-9a-f-]{36}" : id);
            assertThat(line(answered).message()).startsWith("POST /api/v1/webhooks/gitea 400 ");
        }
    }

    @Test
    void itIsOffByDefault() throws Exception {
        try (TwoSources silent = TwoSources.start()) {
            silent.get("/extensions", "X-Request-Id", "silent");

            assertThat(silent.metric("access_log_dropped_total")).isEmpty();
            assertThat(log.with("requestId", "silent")).isEmpty();
        }
    }
}
