package io.provisioning.extensionregistry.metrics;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.cache.CacheCounts;
import io.provisioning.extensionregistry.cache.CacheName;
import io.provisioning.extensionregistry.cache.Caches;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.cache.Freshness;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.health.SourceStates;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.Served;
import io.provisioning.extensionregistry.support.LogLines;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted of requests, caches and downloads. */
class MetersTest {
    private static final Download FILE =
            Download.whole("gitea", 1024, "aws.tar.gz", "application/gzip", digest(1), "uuid:1024");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Caches caches = new Caches(
            10,
            new Freshness(Duration.ofSeconds(300), Duration.ofDays(1), Duration.ofSeconds(30)),
            Ticker.systemTicker());
    private final SourceCalls calls = new SourceCalls(metrics, new SourceStates(Clock.systemUTC()), System::nanoTime);
    private final DigestLedger ledger = new DigestLedger(caches.get(CacheName.DIGESTS));

    private static Served served(String method, String route, int status, long nanos) {
        return new Served(null, method, "/path", route, "r-1", null, status, nanos);
    }

    @Test
    void requestsAreCountedAndTimedByMethodRouteAndStatus() {
        HttpMetrics http = new HttpMetrics(metrics);
        http.finished(served("GET", "api.list-extensions", 200, TimeUnit.MILLISECONDS.toNanos(3)));
        http.finished(served("GET", "api.list-extensions", 200, TimeUnit.MILLISECONDS.toNanos(5)));
        http.finished(served("GET", "api.list-extensions", 503, 1));

        assertThat(metrics.get("http.requests")
                        .tags("method", "GET", "route", "api.list-extensions", "status", "200")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(metrics.get("http.requests").tag("status", "503").counter().count())
                .isEqualTo(1);
        assertThat(metrics.get("http.request.duration")
                        .tag("status", "200")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(8);
    }

    @Test
    void eachCacheShowsTheFiguresOfItsStatistics() {
        CacheCounts counts = new CacheCounts();
        CacheMetrics.bind(metrics, caches, counts);
        counts.hit(CacheName.LIST, State.STALE);
        counts.miss(CacheName.VERSIONS);
        IntStream.range(0, 500).forEach(i -> caches.get(CacheName.MANIFESTS).put("sha256:" + i, "manifest"));
        caches.get(CacheName.MANIFESTS).cleanUp();
        caches.get(CacheName.MANIFESTS).getIfPresent("sha256:none");

        assertThat(cache("cache.hits", "list")).isEqualTo(1);
        assertThat(cache("cache.misses", "versions")).isEqualTo(1);
        assertThat(cache("cache.misses", "manifests")).isEqualTo(1);
        assertThat(cache("cache.evictions", "manifests")).isEqualTo(300);
        assertThat(metrics.get("cache.entries")
                        .tag("cache", "manifests")
                        .gauge()
                        .value())
                .isEqualTo(200);
    }

    @Test
    void bytesOfDownloadsAreCountedAndDigestsLearned() {
        DownloadMetrics downloads = new DownloadMetrics(metrics, ledger, calls);
        downloads.sent("gitea", 1000);
        downloads.sent("gitea", 24);
        downloads.complete(FILE, digest(1));

        assertThat(metrics.get("download.bytes")
                        .tag("source", "gitea")
                        .counter()
                        .count())
                .isEqualTo(1024);
        assertThat(ledger.find("uuid:1024")).contains(digest(1));
    }

    @Test
    void aWrongDigestIsCountedToldAndNotLearned() {
        DownloadMetrics downloads = new DownloadMetrics(metrics, ledger, calls);
        try (LogLines log = new LogLines(DownloadMetrics.class)) {
            downloads.mismatch(FILE, digest(2));
            downloads.cut(FILE, "the client went away");
            assertThat(log.lines())
                    .containsExactly(
                            "WARN gitea: aws.tar.gz has the digest " + digest(2) + " and not " + digest(1)
                                    + "; it was thrown away",
                            "INFO gitea: the download of aws.tar.gz broke off: the client went away");
        }

        assertThat(metrics.get("checksum.mismatches")
                        .tag("source", "gitea")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(ledger.find("uuid:1024")).isEmpty();
    }

    @Test
    void theNamesAreTheOnesThatAreDocumented() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CacheMetrics.bind(prometheus, caches, new CacheCounts());
        new HttpMetrics(prometheus).finished(served("GET", "api.get-health", 200, 1));
        new DownloadMetrics(prometheus, ledger, calls).sent("gitea", 1);

        assertThat(prometheus.scrape())
                .contains(
                        "cache_hits_total{cache=\"list\"}",
                        "cache_misses_total{cache=\"tokens\"}",
                        "cache_entries{cache=\"list\"}",
                        "cache_evictions_total{cache=\"list\"}",
                        "http_requests_total{method=\"GET\",route=\"api.get-health\",status=\"200\"}",
                        "http_request_duration_seconds_bucket{method=\"GET\"",
                        "download_bytes_total{source=\"gitea\"}");
    }

    private double cache(String name, String cache) {
        return metrics.get(name).tag("cache", cache).functionCounter().count();
    }
}
