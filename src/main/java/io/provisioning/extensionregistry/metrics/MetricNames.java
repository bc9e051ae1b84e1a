package io.provisioning.extensionregistry.metrics;

/**
 * The names of all our metrics, in Micrometer's spelling: the scrape turns dots into underscores and adds
 * {@code _total} to counters and {@code _seconds} to timers. Tag values come from closed sets only.
 */
public final class MetricNames {
    /** {@code http_requests_total{method,route,status}}. */
    public static final String HTTP_REQUESTS = "http.requests";
    /** {@code http_repeated_total}: answers given again ahead of their routes; they look into no cache. */
    public static final String HTTP_REPEATED = "http.repeated";
    /** {@code http_request_duration_seconds{method,route,status}}, a histogram. */
    public static final String HTTP_REQUEST_DURATION = "http.request.duration";
    /** {@code cache_hits_total{cache}}: requests answered from the cache. */
    public static final String CACHE_HITS = "cache.hits";
    /** {@code cache_misses_total{cache}}. */
    public static final String CACHE_MISSES = "cache.misses";
    /** {@code cache_entries{cache}}. */
    public static final String CACHE_ENTRIES = "cache.entries";
    /** {@code cache_evictions_total{cache}}. */
    public static final String CACHE_EVICTIONS = "cache.evictions";
    /** {@code source_requests_total{source,operation,outcome}}. */
    public static final String SOURCE_REQUESTS = "source.requests";
    /** {@code source_request_duration_seconds{source,operation}}, a histogram. */
    public static final String SOURCE_REQUEST_DURATION = "source.request.duration";
    /** {@code source_up{source}}: 1 if the last thing asked of it was answered sensibly. */
    public static final String SOURCE_UP = "source.up";
    /** {@code source_circuit_state{source}}: 0 closed, 1 half open, 2 open. */
    public static final String SOURCE_CIRCUIT_STATE = "source.circuit.state";
    /** {@code source_budget_remaining{source}}: calls that a source still allows, by its own word. */
    public static final String SOURCE_BUDGET_REMAINING = "source.budget.remaining";
    /** {@code catalog_extensions{source,type}}. */
    public static final String CATALOG_EXTENSIONS = "catalog.extensions";
    /** {@code catalog_skipped{source,reason}}. */
    public static final String CATALOG_SKIPPED = "catalog.skipped";
    /** {@code catalog_conflicts}: versions that two sources have with different digests. */
    public static final String CATALOG_CONFLICTS = "catalog.conflicts";
    /** {@code download_bytes_total{source}}. */
    public static final String DOWNLOAD_BYTES = "download.bytes";
    /** {@code checksum_mismatches_total{source}}. */
    public static final String CHECKSUM_MISMATCHES = "checksum.mismatches";

    /** {@code webhook_requests_total{source,outcome}}. */
    public static final String WEBHOOK_REQUESTS = "webhook.requests";

    private MetricNames() {}
}
