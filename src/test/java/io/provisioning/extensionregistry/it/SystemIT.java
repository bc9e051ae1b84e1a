package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /metrics}, {@code /cache/stats} and the description of the API. */
class SystemIT {
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        gitea.repository("Bad Name_prov").release("1.0.0").asset("a.tar.gz", "a");
        gitea.repository("unreleased_prov");
        sources = TwoSources.start(gitea, FakeRegistry.sample());
        sources.get("/extensions");
        sources.get("/extensions/provider/aws/versions");
        sources.get("/extensions/provider/aws/latest");
        sources.get("/nothing");
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_requests_total",
                "http_request_duration_seconds_bucket",
                "cache_hits_total",
                "cache_misses_total",
                "cache_entries",
                "cache_evictions_total",
                "source_requests_total",
                "source_request_duration_seconds_bucket",
                "source_up",
                "catalog_extensions",
                "catalog_skipped",
                "catalog_conflicts",
                "download_bytes_total",
                "jvm_memory_used_bytes",
                "process_uptime_seconds",
                "camel_exchanges_total"
            })
    void whatIsPromisedIsMeasured(String metric) {
        assertThat(sources.metric(metric)).isNotEmpty();
    }

    @Test
    void requestsAreCountedByVerbRouteAndStatus() {
        assertThat(sources.metric("http_requests_total", "method=\"GET\"", "route=\"catalog.list\"", "status=\"200\""))
                .hasSize(1);
        assertThat(sources.metric("http_requests_total", "method=\"GET\"", "route=\"none\"", "status=\"404\""))
                .hasSize(1);
    }

    @Test
    void theCatalogueIsCountedBySourceAndType() {
        assertThat(sources.value("catalog_extensions", "source=\"gitea\"", "type=\"provider\""))
                .isEqualTo(2);
        assertThat(sources.value("catalog_extensions", "source=\"oci\"", "type=\"cluster\""))
                .isEqualTo(1);
    }

    @Test
    void whatWasPassedOverIsCountedByReasonAndToldInHealth() {
        assertThat(sources.value("catalog_skipped", "source=\"gitea\"")).isEqualTo(2);
        JsonNode skipped = Golden.parse(sources.get("/health").body()).at("/backends/gitea/skipped");
        assertThat(skipped).hasSize(2);
        assertThat(skipped).allMatch(count -> count.asInt() == 1);
    }

    @Test
    void noLabelHoldsANameAPathOrAQuery() {
        sources.get("/extensions/search?q=secret-word");
        sources.get("/extensions/provider/secret-word");
        sources.get("/secret-word");

        assertThat(sources.get("/metrics").body()).doesNotContain("secret-word", "\"aws\"", "aws_prov");
    }

    @Test
    void metricsComeInTheFormThatIsAskedFor() {
        assertThat(header(sources.get("/metrics"), "Content-Type")).startsWith("text/plain; version=0.0.4");
        HttpResponse<String> open =
                sources.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0, text/plain;q=0.5");
        assertThat(header(open, "Content-Type")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
        assertThat(sources.send("HEAD", "/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void theFiguresOfTheCachesAddUp() {
        HttpResponse<String> answer = sources.get("/cache/stats");
        JsonNode stats = Golden.parse(answer.body());

        assertThat(Golden.keys(stats))
                .containsExactly(
                        "capacity",
                        "ttl_seconds",
                        "entries",
                        "hits",
                        "misses",
                        "hit_rate",
                        "evictions",
                        "stale_served",
                        "coalesced",
                        "caches");
        assertThat(stats.get("capacity").asInt()).isEqualTo(1000);
        assertThat(stats.get("ttl_seconds").asInt()).isEqualTo(300);
        assertThat(Golden.keys(stats.get("caches"))).startsWith("list", "metadata", "versions");
        for (String figure : List.of("entries", "hits", "misses", "evictions")) {
            long sum = 0;
            for (JsonNode cache : stats.get("caches")) {
                sum += cache.get(figure).asLong();
            }
            assertThat(stats.get(figure).asLong()).as(figure).isEqualTo(sum);
        }
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aRequestThatIsAnsweredFromTheCacheIsAHit() {
        long before = hits();
        sources.get("/extensions");
        assertThat(hits()).isEqualTo(before + 2);
        assertThat(sources.value("cache_hits_total", "cache=\"list\"")).isEqualTo(before + 2);
    }

    @Test
    void theDescriptionHoldsEveryEndpoint() {
        HttpResponse<String> answer = sources.get("/openapi.json");
        JsonNode api = Golden.parse(answer.body());

        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(api.get("openapi").asText()).startsWith("3.");
        assertThat(Golden.keys(api.get("paths")))
                .contains(
                        "/api/v1/extensions",
                        "/api/v1/extensions/search",
                        "/api/v1/extensions/{type}/{name}",
                        "/api/v1/extensions/{type}/{name}/versions",
                        "/api/v1/extensions/{type}/{name}/resolve",
                        "/api/v1/extensions/{type}/{name}/{version}",
                        "/api/v1/health",
                        "/api/v1/metrics",
                        "/api/v1/cache/stats");
        JsonNode list = api.get("paths").get("/api/v1/extensions").get("get");
        assertThat(list.get("parameters"))
                .filteredOn(parameter -> parameter.path("in").asText().equals("query"))
                .extracting(parameter -> parameter.get("name").asText())
                .containsExactly("type", "source", "limit", "offset", "sort");
        assertThat(Golden.keys(list.get("responses"))).contains("200", "304", "400", "502", "503", "504");
        assertThat(answer.body()).doesNotContain("0.0.0.0", "localhost");
    }

    @Test
    void theDescriptionIsTheSameInYaml() throws Exception {
        HttpResponse<String> answer = sources.get("/openapi.yaml");

        assertThat(header(answer, "Content-Type")).contains("yaml");
        JsonNode yaml = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(answer.body());
        assertThat(Golden.keys(yaml.get("paths")))
                .isEqualTo(Golden.keys(
                        Golden.parse(sources.get("/openapi.json").body()).get("paths")));
    }

    private static long hits() {
        return Golden.parse(sources.get("/cache/stats").body())
                .at("/caches/list/hits")
                .asLong();
    }
}
