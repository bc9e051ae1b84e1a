package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bound on the requests of each client. */
class RateLimitIT {
    private static RunningRegistry start(String burst, String... more) throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("registry.server.rate-limit-per-minute", "1", "registry.server.rate-limit-burst", burst));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return RunningRegistry.start(settings);
    }

    private static HttpResponse<String> ask(RunningRegistry registry, String method, String path, String... headers) {
        HttpRequest request = RunningRegistry.request(registry.url() + path, headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return RunningRegistry.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void nothingIsBoundedUnlessItIsSet() throws Exception {
        try (RunningRegistry registry = RunningRegistry.start(Map.of())) {
            assertThat(registry.get("/extensions").headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
        }
    }

    @Test
    void whoAsksTooOftenIsToldHowLongToWait() throws Exception {
        try (RunningRegistry registry = start("3", "registry.server.cors-origins", "https://app.example.com")) {
            for (int left = 2; left >= 0; left--) {
                // The second is answered as the GET that it is.
                HttpResponse<String> answer = ask(
                        registry,
                        left == 1 ? "HEAD" : "GET",
                        "/api/v1/extensions",
                        "Origin",
                        "https://app.example.com");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"client\";q=3;w=180");
                assertThat(answer.headers().allValues("RateLimit")).hasSize(1);
                assertThat(header(answer, "RateLimit")).startsWith("\"client\";r=" + left + ";t=");
                assertThat(header(answer, "Access-Control-Expose-Headers")).contains("RateLimit, RateLimit-Policy");
            }
            HttpResponse<String> refused = registry.get("/extensions", "Origin", "https://app.example.com");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body())
                    .isEqualTo("{\"error\":\"rate_limited\",\"message\":\"This client has sent too many requests\"}");
            assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 60);
            assertThat(header(refused, "RateLimit")).startsWith("\"client\";r=0;t=");
            assertThat(header(refused, "X-Request-Id")).isNotEmpty();
            assertThat(header(refused, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
            assertThat(ask(registry, "HEAD", "/api/v1/extensions").statusCode()).isEqualTo(429);
            assertThat(ask(registry, "GET", "/nothing").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void belowV2ItIsSaidInTheWordsOfTheSpecification() throws Exception {
        try (RunningRegistry registry = start("1")) {
            assertThat(ask(registry, "GET", "/v2/").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = ask(registry, "GET", "/v2/");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).startsWith("{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",");
            assertThat(header(refused, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
        }
    }

    @Test
    void probesAreAnswered() throws Exception {
        try (RunningRegistry registry = start("1")) {
            assertThat(registry.get("/extensions").statusCode()).isEqualTo(200);
            assertThat(registry.get("/extensions").statusCode()).isEqualTo(429);
            assertThat(registry.get("/health").statusCode()).isEqualTo(200);
            HttpRequest live = RunningRegistry.request(registry.managementUrl() + "/observe/health/live")
                    .build();
            assertThat(RunningRegistry.send(live, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersAheadOfTheRoutesCountToo() throws Exception {
        try (FakeGitea gitea = FakeGitea.sample();
                FakeRegistry oci = FakeRegistry.sample()) {
            Map<String, String> settings = new HashMap<>(TwoSources.settings(gitea, oci));
            settings.put("registry.server.rate-limit-per-minute", "1000");
            settings.put("registry.server.trusted-proxies", "127.0.0.1");
            try (TwoSources sources = new TwoSources(gitea, oci, RunningRegistry.start(settings))) {
                sources.awaitLoaded();
                HttpResponse<String> last = null;
                for (int i = 0; i < 1200 && (last == null || last.statusCode() == 200); i++) {
                    last = sources.get("/extensions", "X-Forwarded-For", "192.0.2.7");
                }
                assertThat(last.statusCode()).isEqualTo(429);
                assertThat(sources.get("/extensions").statusCode()).isEqualTo(200);
                assertThat(sources.value("http_repeated_total")).isPositive();
            }
        }
    }

    @Test
    void aTrustedProxySpeaksForItsClientsAndNobodyElseDoes() throws Exception {
        try (RunningRegistry trusting = start("1", "registry.server.trusted-proxies", "127.0.0.0/8");
                RunningRegistry other = start("1", "registry.server.trusted-proxies", "192.0.2.0/24")) {
            assertThat(status(trusting, "198.51.100.1")).isEqualTo(200);
            assertThat(status(trusting, "198.51.100.2")).isEqualTo(200);
            assertThat(status(trusting, "198.51.100.1")).isEqualTo(429);
            assertThat(status(trusting, "203.0.113.9, 198.51.100.1"))
                    .as("what a client says of itself does not count")
                    .isEqualTo(429);
            assertThat(status(trusting, "2001:db8:1:2::3")).isEqualTo(200);
            assertThat(status(trusting, "2001:db8:1:2:ffff::4"))
                    .as("a client has 64 bits of IPv6")
                    .isEqualTo(429);

            assertThat(status(other, "198.51.100.1")).isEqualTo(200);
            assertThat(status(other, "198.51.100.2")).isEqualTo(429);
        }
    }

    private static int status(RunningRegistry registry, String forwardedFor) {
        return registry.get("/extensions", "X-Forwarded-For", forwardedFor).statusCode();
    }
}
