package io.provisioning.extensionregistry.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.provisioning.extensionregistry.config.RateLimit;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the requests of each client, and tells clients how many they have left.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a>
 */
final class RateLimiter {
    /** Load balancers ask for this, often from the address of many clients, and it costs next to nothing. */
    private static final Set<String> FREE = Set.of("/api/v1/health");

    /** Clients whose requests are counted; the one that was away the longest is forgotten. */
    private static final int CLIENTS = 50_000;

    /**
     * What one request is told.
     *
     * @param remaining requests that the client has left
     * @param reset seconds until it has all of its quota again
     * @param retryAfter seconds until it has one more; 0 if this request may pass
     */
    record Verdict(String policy, long remaining, long reset, long retryAfter) {
        boolean isRefused() {
            return retryAfter > 0;
        }

        String limit() {
            return "\"client\";r=" + remaining + ";t=" + reset;
        }
    }

    private final RateLimit limit;
    private final List<String> trustedProxies;
    private final String policy;
    private final TimeMeter time;
    private final Cache<String, Bucket> clients;

    /**
     * @param trustedProxies whose {@code X-Forwarded-For} counts
     * @param nanos a clock that never goes back
     */
    RateLimiter(RateLimit limit, List<String> trustedProxies, LongSupplier nanos) {
        this.limit = limit;
        this.trustedProxies = List.copyOf(trustedProxies);
        long window = (60L * limit.quota() + limit.perMinute() - 1) / limit.perMinute();
        this.policy = "\"client\";q=" + limit.quota() + ";w=" + window;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        // Whoever was away for a window has the whole quota, so nothing is lost with the bucket.
        this.clients = Caffeine.newBuilder()
                .maximumSize(CLIENTS)
                .expireAfterAccess(Duration.ofSeconds(window))
                .ticker(nanos::getAsLong)
                .build();
    }

    /** Counts a request; null for one that is not counted. */
    Verdict count(HttpServerRequest request) {
        return FREE.contains(request.path()) ? null : count(ClientAddress.of(request, trustedProxies));
    }

    /** Counts a request of a client. */
    Verdict count(String client) {
        ConsumptionProbe probe = clients.get(client, key -> bucket()).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                policy,
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.quota()).refillGreedy(limit.perMinute(), Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
