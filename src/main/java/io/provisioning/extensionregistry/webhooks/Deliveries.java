package io.provisioning.extensionregistry.webhooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.provisioning.extensionregistry.model.Checksum;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Which verified calls came within the last ten minutes: by the number that the sender gave them, else by their bytes.
 * The oldest are forgotten when there are more than {@value #REMEMBERED}.
 */
public final class Deliveries {
    static final int REMEMBERED = 10_000;
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final Cache<String, Boolean> seen;

    /** @param ticker the clock of forgetting */
    public Deliveries(Ticker ticker) {
        this.seen = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(REMEMBERED)
                .expireAfterWrite(MEMORY)
                .build();
    }

    /** Remembers a call; false if it was remembered before. Only for calls that are verified. */
    boolean isFirst(WebhookCall call) {
        return seen.asMap().putIfAbsent(key(call), true) == null;
    }

    /** Nothing was done for this call: it may come again. */
    void forget(WebhookCall call) {
        seen.invalidate(key(call));
    }

    /** How many calls are remembered. */
    long remembered() {
        seen.cleanUp();
        return seen.estimatedSize();
    }

    private static String key(WebhookCall call) {
        byte[] identity = call.header("x-gitea-delivery", "x-forgejo-delivery")
                .map(id -> id.getBytes(StandardCharsets.UTF_8))
                .orElse(call.body());
        return call.source() + " " + Checksum.over(identity);
    }
}
