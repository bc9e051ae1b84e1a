package io.provisioning.extensionregistry.metrics;

/**
 * The names of all our metrics, in Micrometer's spelling: the scrape turns dots into underscores and adds
 * {@code _total} to counters and {@code _seconds} to timers. Tag values come from closed sets only.
 */
public final class MetricNames {
    /** {@code http_requests_total{method,route,status}}. */
    public static final String HTTP_REQUESTS = "http.requests";
    /** {@code access_log_dropped_total}: lines of the access log that could not be written in time. */
    public static final String ACCESS_LOG_DROPPED = "access.log.dropped";
    /** {@code http_repeated_total}: answers given again ahead of their routes; they look into no cache. */
    public static final String HTTP_REPEATED = "http.repeated";
    /** {@code http_request_duration_seconds{method,route,status}}, a histogram. */
    public static final String HTTP_REQUEST_DURATION = "http.request.duration";
    /** {@code http_connections}: open connections of clients. */
    public static final String HTTP_CONNECTIONS = "http.connections";
    /** {@code http_connections_closed_total{reason}}: connections that the service closed against its clients' will. */
    public static final String HTTP_CONNECTIONS_CLOSED = "http.connections.closed";
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
    /** {@code source_stale_seconds{source}}: how long its catalogue has been stale; 0 if it is fresh. */
    public static final String SOURCE_STALE = "source.stale.seconds";
    /** {@code route_files_rejected}: files of sources that cannot be used. */
    public static final String ROUTE_FILES_REJECTED = "route.files.rejected";
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

    /** {@code files_mutated_total{source}}: files that were replaced under the same version. */
    public static final String FILES_MUTATED = "files.mutated";
    /** {@code store_hits_total}: files that were asked of the content store and there. */
    public static final String STORE_HITS = "store.hits";
    /** {@code store_misses_total}. */
    public static final String STORE_MISSES = "store.misses";
    /** {@code store_stored_total}: files taken in. */
    public static final String STORE_STORED = "store.stored";
    /** {@code store_evictions_total}: files that went to make room. */
    public static final String STORE_EVICTIONS = "store.evictions";
    /** {@code store_damaged_total}: files found with other bytes than were stored, and dropped. */
    public static final String STORE_DAMAGED = "store.damaged";
    /** {@code store_refused_total}: files that came with another digest or length than they should. */
    public static final String STORE_REFUSED = "store.refused";
    /** {@code store_failures_total}: times that the disk was full, read-only or worse. */
    public static final String STORE_FAILURES = "store.failures";
    /** {@code store_blobs}. */
    public static final String STORE_BLOBS = "store.blobs";
    /** {@code store_bytes}. */
    public static final String STORE_BYTES = "store.bytes";
    /** {@code store_writable}: 1 if the last attempt to write went well. */
    public static final String STORE_WRITABLE = "store.writable";

    /** {@code tls_certificate_expiry_seconds}: until the certificate that is served ends. */
    public static final String TLS_CERTIFICATE_EXPIRY = "tls.certificate.expiry.seconds";
    /** {@code tls_reload_failed}: 1 if the files of the certificate cannot be used. */
    public static final String TLS_RELOAD_FAILED = "tls.reload.failed";
    /** {@code webhook_requests_total{source,outcome}}. */
    public static final String WEBHOOK_REQUESTS = "webhook.requests";

    private MetricNames() {}
}
