package io.provisioning.extensionregistry.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What we have of a source, and what keeps us from calling it.
 *
 * @param kept whether a copy of its catalogue is there
 * @param staleForSeconds how long that copy has been stale; null if it is not, or there is none
 * @param circuit {@code closed}, {@code half_open} or {@code open}; null if it has none
 * @param budget null if the source does not tell
 */
public record SourceCondition(boolean kept, Long staleForSeconds, String circuit, Budget budget) {
    /**
     * How often the source may still be called.
     *
     * @param limit calls in one period; null if the source does not tell
     * @param resetSeconds in how many seconds there will be more; null if the source does not tell
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"limit", "remaining", "reset_s"})
    public record Budget(
            Long limit,
            long remaining,
            @JsonProperty("reset_s") Long resetSeconds) {}

    /** A source of which nothing is known but whether there is a copy. */
    public static SourceCondition kept(boolean kept) {
        return new SourceCondition(kept, null, null, null);
    }
}
