package io.provisioning.extensionregistry.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what a source says of its limits, in each of the spellings that are in use: {@code X-RateLimit-*},
 * {@code RateLimit-*}, and the one header {@code RateLimit} with its {@code RateLimit-Policy}. What cannot be
 * understood says nothing.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a>
 */
final class RateHeaders {
    /** A reset that is larger than this is a moment in seconds since 1970, else a number of seconds from now. */
    private static final long EPOCH_FROM = 1_000_000_000L;

    private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*\"?(\\d{1,15})(?:\\.\\d*)?\"?\\s*(?:[;,].*)?");

    private RateHeaders() {}

    /**
     * The budget that the headers tell of. A moment is by the source's own clock, which its {@code Date} tells.
     *
     * @param now by our clock
     * @return empty if they do not say how much is left
     */
    static Optional<RateBudget> read(Map<String, List<String>> headers, Instant now) {
        Instant sentAt = Refusals.sentAt(headers, now);
        Duration ahead = Duration.between(now, sentAt);
        return Stream.of("x-ratelimit-", "ratelimit-", "x-rate-limit-")
                .flatMap(prefix -> apart(headers, prefix, sentAt).stream())
                .findFirst()
                .or(() -> together(headers, sentAt))
                .map(budget -> budget.resetAt() == null
                        ? budget
                        : new RateBudget(
                                budget.limit(),
                                budget.remaining(),
                                budget.resetAt().minus(ahead)));
    }

    private static Optional<RateBudget> apart(Map<String, List<String>> headers, String prefix, Instant now) {
        return number(headers, prefix + "remaining")
                .map(remaining -> new RateBudget(
                        number(headers, prefix + "limit").orElse(null),
                        remaining,
                        number(headers, prefix + "reset")
                                .map(reset -> moment(reset, now))
                                .orElse(null)));
    }

    /** {@code limit=100, remaining=5, reset=30} of older drafts, {@code "default";r=5;t=30} of newer ones. */
    private static Optional<RateBudget> together(Map<String, List<String>> headers, Instant now) {
        String budget = first(headers, "ratelimit");
        String policy = first(headers, "ratelimit-policy");
        return member(budget, "remaining|r")
                .map(remaining -> new RateBudget(
                        member(budget, "limit")
                                .or(() -> member(policy, "q"))
                                .or(() -> leading(policy))
                                .orElse(null),
                        remaining,
                        member(budget, "reset|t")
                                .map(reset -> moment(reset, now))
                                .orElse(null)));
    }

    private static Instant moment(long reset, Instant now) {
        return reset >= EPOCH_FROM ? Instant.ofEpochSecond(reset) : now.plus(Duration.ofSeconds(reset));
    }

    private static Optional<Long> member(String header, String names) {
        Matcher matcher = Pattern.compile("(?i)(?:^|[;,\\s])(?:" + names + ")=(\\d{1,15})")
                .matcher(header);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** A number, which may be followed by parameters: {@code 100;w=21600}. */
    private static Optional<Long> number(Map<String, List<String>> headers, String name) {
        return leading(first(headers, name));
    }

    private static Optional<Long> leading(String text) {
        Matcher matcher = LEADING_NUMBER.matcher(text);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }
}
