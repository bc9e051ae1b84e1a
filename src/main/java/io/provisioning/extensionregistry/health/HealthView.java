package io.provisioning.extensionregistry.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@code GET /health} answers. Asking for it never asks a source. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"status", "mode", "version", "uptime", "backends", "rejected_files", "store"})
public record HealthView(
        String status,
        String mode,
        String version,
        long uptime,
        Map<String, Backend> backends,

        @JsonProperty("rejected_files") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<RouteFileView> rejectedFiles,

        StoreView store) {
    public static final String HEALTHY = "healthy";
    public static final String DEGRADED = "degraded";
    public static final String UNHEALTHY = "unhealthy";

    /** One source. Unknown values are left out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({
        "enabled",
        "healthy",
        "latency_ms",
        "last_success",
        "reason",
        "error",
        "circuit",
        "stale_for_s",
        "budget",
        "skipped"
    })
    public record Backend(
            boolean enabled,
            boolean healthy,
            @JsonProperty("latency_ms") Long latencyMs,
            @JsonProperty("last_success") String lastSuccess,
            String reason,
            String error,
            String circuit,
            @JsonProperty("stale_for_s") Long staleForSeconds,
            SourceCondition.Budget budget,
            Map<String, Integer> skipped) {}

    /**
     * The figures of this moment. Healthy if all sources are; unhealthy if none can answer and nothing is kept of any;
     * degraded between the two, and if there is no source at all.
     *
     * @param sources the ids, in their order of preference
     * @param rejected the route files that cannot be used; they degrade what is healthy otherwise
     * @param conditions what is kept of each source and what keeps us from calling it
     */
    public static HealthView of(
            List<String> sources,
            SourceStates states,
            List<RouteFileView> rejected,
            Function<String, SourceCondition> conditions,
            String version,
            long uptimeSeconds) {
        Map<String, Backend> backends = new LinkedHashMap<>();
        Map<String, SourceCondition> now = sources.stream().collect(Collectors.toMap(Function.identity(), conditions));
        sources.forEach(
                source -> backends.put(source, backend(states.of(source), now.get(source), states.skipped(source))));
        long up = backends.values().stream().filter(Backend::healthy).count();
        String status;
        if (up == sources.size() && up > 0 && rejected.isEmpty()) {
            status = HEALTHY;
        } else if (up > 0 || sources.isEmpty() || now.values().stream().anyMatch(SourceCondition::kept)) {
            status = DEGRADED;
        } else {
            status = UNHEALTHY;
        }
        return new HealthView(status, null, version, uptimeSeconds, backends, rejected, null);
    }

    /**
     * The same with the content store. Who is offline needs no source and is healthy.
     *
     * @param kept null if there is none
     */
    public HealthView with(StoreView kept) {
        boolean offline = kept != null && kept.isOffline();
        return new HealthView(
                offline ? HEALTHY : status,
                offline ? StoreView.OFFLINE : null,
                version,
                uptime,
                backends,
                rejectedFiles,
                kept);
    }

    /** 503 if nothing can be answered, else 200. */
    public int httpStatus() {
        return UNHEALTHY.equals(status) ? 503 : 200;
    }

    private static Backend backend(SourceState state, SourceCondition condition, Map<String, Integer> skipped) {
        return new Backend(
                true,
                state.healthy(),
                state.latencyMs(),
                time(state.lastSuccess()),
                state.failure() != null ? state.failure().reason().wireName() : state.healthy() ? null : "loading",
                state.failure() != null ? state.failure().message() : null,
                condition.circuit(),
                condition.staleForSeconds(),
                condition.budget(),
                skipped);
    }

    private static String time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
