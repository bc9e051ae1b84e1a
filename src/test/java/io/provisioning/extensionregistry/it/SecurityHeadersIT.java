package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say to browsers: what they may do with them, and whose pages may read them. */
class SecurityHeadersIT {
    private static final String APP = "https://app.example.com";
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        sources = TwoSources.cold(
                FakeGitea.sample(),
                FakeRegistry.sample(),
                Map.of("registry.server.cors-origins", APP + ",https://b.example"));
        sources.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extensions",
                "/extensions?limit=abc",
                "/extensions/provider/aws/latest",
                "/extensions/provider/aws/9.9.9",
                "/health",
                "/metrics",
                "/openapi.json",
                "/nothing",
                "/../../v2/",
                "/%01"
            })
    void aBrowserMayDoNothingWithAnAnswer(String path) {
        for (String method : List.of("GET", "HEAD", "BREW")) {
            HttpResponse<String> answer = sources.send(method, path);
            assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
        }
    }

    @Test
    void soIsItWithAnswersAheadOfTheRoutes() {
        double before = sources.value("http_repeated_total");
        Eventually.until("one is repeated", () -> {
            HttpResponse<String> answer = sources.get("/extensions?limit=2");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
            return sources.value("http_repeated_total") > before;
        });
    }

    @Test
    void thePageOfTheDescriptionMayRunWhatComesFromHere() {
        for (String path : List.of("/docs", "/docs/start.js")) {
            HttpResponse<String> page = sources.get(path);
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains(
                            "default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'");
            assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(sources.get("/docs").body()).doesNotContainPattern("<script>|style=|onload=");
    }

    @Test
    void aDownloadIsAFileAndNoPage() {
        HttpResponse<String> file = sources.get("/extensions/provider/aws/latest");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Disposition")).startsWith("attachment; filename=");
        assertThat(header(file, "Content-Security-Policy")).contains("sandbox");
    }

    @Test
    void pagesOfAllowedOriginsMayReadWhatAnswersSay() {
        HttpResponse<String> answer = sources.get("/extensions", "Origin", APP);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(APP);
        List<String> exposed =
                List.of(header(answer, "Access-Control-Expose-Headers").split(", "));
        assertThat(exposed)
                .contains(
                        "X-Registry-Sources",
                        "X-Registry-Source",
                        "X-Total-Count",
                        "Link",
                        "ETag",
                        "X-Cache",
                        "Age",
                        "Retry-After",
                        "X-Request-Id",
                        "RateLimit",
                        "RateLimit-Policy",
                        "Content-Range",
                        "Repr-Digest");
        assertThat(header(answer, "Vary")).contains("Origin");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
        HttpResponse<String> error = sources.get("/extensions?limit=abc", "Origin", APP);
        assertThat(header(error, "Access-Control-Allow-Origin")).isEqualTo(APP);
    }

    @Test
    void pagesOfOthersAreToldNothing() {
        for (String origin : List.of("https://evil.example", "http://app.example.com", APP + ".evil.example", "null")) {
            HttpResponse<String> answer = sources.get("/extensions", "Origin", origin);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(header(answer, "Vary")).contains("Origin");
        }
    }

    @Test
    void aPageMayAskBeforehand() {
        String[] headers = {
            "Origin", APP, "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "range"
        };
        HttpResponse<String> allowed = sources.send("OPTIONS", "/extensions", headers);
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(header(allowed, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(header(allowed, "Access-Control-Allow-Headers")).isEqualTo("range");
        assertThat(header(allowed, "Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(header(allowed, "Vary")).contains("Origin");

        headers[1] = "https://evil.example";
        assertThat(sources.send("OPTIONS", "/extensions", headers)
                        .headers()
                        .map()
                        .keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
    }
}
