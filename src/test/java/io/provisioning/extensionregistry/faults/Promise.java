package io.provisioning.extensionregistry.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the contract promises for a cell. It is computed here from the contract's rules, with nothing of the service's own.
 *
 * @param error the {@code error} of a failure; null for success
 * @param headers by name; an empty text means that it must not be there
 * @param standings what the sources contribute to what must be known for an answer
 * @param servedBy whose bytes a download brings; null if none does, and for all other requests
 * @param reasons of each source that is named in a failure, {@code gitea: timeout}
 */
record Promise(
        int status,
        String error,
        Map<String, String> headers,
        List<Standing> standings,
        Side servedBy,
        List<String> reasons) {
    private static final Set<String> SOURCE_ERRORS = Set.of("unauthorized", "tls", "invalid_answer");

    static Promise of(Cell cell) {
        List<Standing> standings = Standing.of(cell);
        if (standings.stream().allMatch(Standing::isFailed)) {
            return failure(cell, standings, standings);
        }
        return cell.question() == Question.DOWNLOAD ? download(cell, standings) : success(standings);
    }

    private static Promise success(List<Standing> standings) {
        List<Standing> used =
                standings.stream().filter(each -> !each.isFailed()).toList();
        int oldest = used.stream().mapToInt(Standing::age).max().orElseThrow();
        boolean stale = used.stream().anyMatch(Standing::isStale);
        boolean incomplete = used.size() < standings.size();
        List<String> uses = standings.stream().map(Standing::use).toList();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Registry-Sources", items(standings));
        headers.put("X-Cache", uses.contains("stale") ? "stale" : uses.contains("miss") ? "miss" : "hit");
        headers.put("Age", String.valueOf(oldest));
        headers.put("Cache-Control", incomplete ? "no-store" : "max-age=" + (stale ? 0 : 300 - oldest));
        headers.put("Retry-After", "");
        return new Promise(200, null, headers, standings, null, List.of());
    }

    /** Those that have the version are asked in order; who fails before the first byte is passed over. */
    private static Promise download(Cell cell, List<Standing> standings) {
        List<Standing> asked = new ArrayList<>();
        for (Standing each : standings) {
            if (each.contributes()) {
                String reason = cell.bad().includes(each.side()) ? Effect.ofFile(cell.fault()) : null;
                if (reason == null) {
                    Map<String, String> headers =
                            Map.of("X-Registry-Source", each.side().id(), "Accept-Ranges", "bytes");
                    return new Promise(200, null, headers, standings, each.side(), List.of());
                }
                asked.add(new Standing(each.side(), "failed", 0, reason, 0, "miss"));
            }
        }
        return failure(cell, standings, asked);
    }

    private static Promise failure(Cell cell, List<Standing> standings, List<Standing> failed) {
        Set<String> reasons = failed.stream().map(Standing::reason).collect(Collectors.toSet());
        int status = SOURCE_ERRORS.containsAll(reasons) ? 502 : reasons.equals(Set.of("timeout")) ? 504 : 503;
        String error = Map.of(502, "source_error", 503, "source_unavailable", 504, "source_timeout")
                .get(status);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Registry-Sources", items(failed));
        headers.put("X-Cache", "");
        headers.put("Age", "");
        headers.put("Cache-Control", "no-store");
        headers.put("Retry-After", status == 503 ? String.valueOf(cell.fault().retryAfter()) : "");
        List<String> named = failed.stream()
                .map(each -> each.side().id() + ": " + each.reason())
                .toList();
        return new Promise(status, error, headers, standings, null, named);
    }

    private static String items(List<Standing> standings) {
        return standings.stream().map(Standing::item).collect(Collectors.joining(", "));
    }
}
