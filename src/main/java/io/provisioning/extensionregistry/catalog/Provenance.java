package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.http.Ageing;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in headers where an answer comes from, how old it is and how long it may be kept. */
public final class Provenance {
    /** The header that names every source with its state. */
    public static final String SOURCES = "X-Registry-Sources";

    /** The header that names the worst use of a cache. */
    public static final String CACHE = "X-Cache";

    /** What RFC 8941 allows as a token; other ids become strings. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*");

    private static final long NANOS = 1_000_000_000L;

    private Provenance() {}

    /**
     * All headers of an answer that is given.
     *
     * <ul>
     *   <li>{@value #SOURCES} names every source; left out if there is none
     *   <li>{@value #CACHE} is the worst of those that were asked; left out if none was
     *   <li>{@code Age} is that of the oldest copy used, in whole seconds; left out if none was
     *   <li>{@code Cache-Control} is {@code no-store} if a source gave nothing; else {@code max-age} is what is left
     *       of the shortest freshness, which is 0 if any copy is stale or no source was asked
     * </ul>
     */
    public static Map<String, String> headers(Gathered gathered) {
        Map<String, String> headers = sources(gathered);
        List<SourceAnswer> asked =
                gathered.answers().stream().filter(SourceAnswer::isAsked).toList();
        List<SourceAnswer> used =
                asked.stream().filter(answer -> !answer.isFailed()).toList();
        asked.stream()
                .map(Provenance::use)
                .max(Comparator.naturalOrder())
                .ifPresent(worst -> headers.put(CACHE, worst.wireName()));
        used.stream()
                .map(SourceAnswer::age)
                .max(Comparator.naturalOrder())
                .ifPresent(oldest -> headers.put("Age", Long.toString(seconds(oldest))));
        headers.put("Cache-Control", cacheControl(gathered, used));
        return headers;
    }

    /** Only {@value #SOURCES}, as a map that may be added to; for answers that are errors. */
    public static Map<String, String> sources(Gathered gathered) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!gathered.answers().isEmpty()) {
            headers.put(
                    SOURCES, gathered.answers().stream().map(Provenance::item).collect(Collectors.joining(", ")));
        }
        return headers;
    }

    /**
     * What the headers become as the copies grow older.
     *
     * @return null unless all who were asked answered from fresh copies, of which none stands in for a source that failed
     *     when this request had it asked; what else there is only the route can tell
     */
    public static Ageing ageing(Gathered gathered) {
        boolean repeatable = gathered.answers().stream()
                .filter(SourceAnswer::isAsked)
                .allMatch(answer -> answer.state() == State.FRESH
                        && answer.use() == CacheUse.HIT
                        && answer.renewalFailure() == null);
        return repeatable && gathered.answers().stream().anyMatch(SourceAnswer::isAsked)
                ? elapsed -> aged(gathered.older(elapsed))
                : null;
    }

    private static Ageing.Aged aged(Gathered gathered) {
        List<SourceAnswer> asked =
                gathered.answers().stream().filter(SourceAnswer::isAsked).toList();
        Duration left = asked.stream()
                .map(SourceAnswer::freshFor)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (left.compareTo(Duration.ZERO) <= 0) {
            return null;
        }
        Duration sameFor = asked.stream()
                .flatMap(answer -> Stream.of(
                        Duration.ofNanos(NANOS - answer.age().getNano()),
                        Duration.ofNanos(answer.freshFor().getNano())))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new Ageing.Aged(headers(gathered), sameFor, left);
    }

    private static String item(SourceAnswer answer) {
        StringBuilder item = new StringBuilder(word(answer.source()))
                .append(";state=")
                .append(answer.state().wireName());
        if (answer.state() == State.FRESH || answer.state() == State.STALE) {
            item.append(";age=").append(seconds(answer.age()));
        }
        answer.failure().ifPresent(failure -> item.append(";reason=")
                .append(failure.reason().wireName()));
        return item.toString();
    }

    private static String word(String id) {
        return TOKEN.matcher(id).matches()
                ? id
                : '"' + id.replaceAll("[^ -~]", "?").replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }

    private static String cacheControl(Gathered gathered, List<SourceAnswer> used) {
        if (Truth.isIncomplete(gathered)) {
            return "no-store";
        }
        Duration left = used.stream()
                .map(SourceAnswer::freshFor)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return "max-age=" + seconds(left);
    }

    private static CacheUse use(SourceAnswer answer) {
        return answer.state() == State.STALE ? CacheUse.STALE : answer.use();
    }

    private static long seconds(Duration duration) {
        return Math.max(0, duration.toSeconds());
    }
}
