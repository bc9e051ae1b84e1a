package io.provisioning.extensionregistry.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ClientAddress;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request's {@code Cache-Control} asks of us. A client that has the sources asked too often is not refused; its
 * wish is passed over.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1">RFC 9111, request directives</a>
 */
public final class CacheDirectives {
    /** Copies may answer, and sources too. */
    public static final String NONE = "none";
    /** The sources are to be asked now. */
    public static final String NO_CACHE = "no-cache";
    /** Only copies may answer. */
    public static final String ONLY_IF_CACHED = "only-if-cached";

    /** Clients whose rate is remembered; the one that was away the longest is forgotten. */
    private static final int CLIENTS = 10_000;

    private final int perMinute;
    private final List<String> trustedProxies;
    private final TimeMeter time;
    private final Cache<String, Bucket> clients =
            Caffeine.newBuilder().maximumSize(CLIENTS).build();

    /**
     * @param perMinute how often in a minute a client's wish counts; 0 for never
     * @param trustedProxies whose {@code X-Forwarded-For} counts
     */
    public CacheDirectives(int perMinute, List<String> trustedProxies, Clock clock) {
        this.perMinute = perMinute;
        this.trustedProxies = List.copyOf(trustedProxies);
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /**
     * The directive that counts for a request.
     *
     * @param request null if nobody asks but we ourselves
     * @return {@value #NONE}, {@value #NO_CACHE} or {@value #ONLY_IF_CACHED}; of both the latter
     */
    public String of(ApiRequest request, RoutingContext context) {
        String wish = request == null ? NONE : parse(request);
        return wish.equals(NO_CACHE) && !isAllowed(ClientAddress.of(context, trustedProxies)) ? NONE : wish;
    }

    /**
     * Lets an answer pass unless it was to come from copies alone and there is none that says anything.
     *
     * @throws RegistryException {@code not_cached}
     */
    public Gathered require(Gathered gathered, String directive) {
        List<SourceAnswer> asked =
                gathered.answers().stream().filter(SourceAnswer::isAsked).toList();
        if (ONLY_IF_CACHED.equals(directive)
                && asked.stream().anyMatch(SourceAnswer::isFailed)
                && asked.stream().noneMatch(CacheDirectives::saysSomething)) {
            throw new RegistryException(
                    ErrorKind.NOT_CACHED, "Nothing is kept that could answer this", Provenance.sources(gathered));
        }
        return gathered;
    }

    /**
     * Refuses bytes that are not in the content store, where nobody may be asked for them.
     *
     * @throws RegistryException always: {@code not_cached}
     */
    public void refuseBytes() {
        throw new RegistryException(ErrorKind.NOT_CACHED, "The bytes of the file are not kept");
    }

    static String parse(ApiRequest request) {
        Set<String> directives = request.headers().getOrDefault("cache-control", List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(directive -> directive.replaceFirst("=.*", "").strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return directives.contains(ONLY_IF_CACHED) ? ONLY_IF_CACHED : directives.contains(NO_CACHE) ? NO_CACHE : NONE;
    }

    boolean isAllowed(String client) {
        return perMinute > 0 && clients.get(client, key -> bucket()).tryConsume(1);
    }

    private static boolean saysSomething(SourceAnswer answer) {
        return !answer.isFailed() && !answer.answer().extensions().isEmpty();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
