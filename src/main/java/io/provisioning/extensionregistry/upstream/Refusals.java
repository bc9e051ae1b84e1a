package io.provisioning.extensionregistry.upstream;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The statuses with which a source refuses to answer. */
public final class Refusals {
    private static final int MAX_MESSAGE = 200;
    /** Addresses, and runs of characters that might be a secret. */
    private static final Pattern UNFIT = Pattern.compile(
            "\\p{Cntrl}|://|(?i:authorization|bearer|basic )|\\d+\\.\\d+\\.\\d+\\.\\d+|[A-Za-z0-9+/_-]{20,}"
                    + "|(?=[A-Za-z+/_-]*\\d)[A-Za-z0-9+/_-]{8,}");

    private Refusals() {}

    /**
     * What a status means that is no answer.
     *
     * @param headers by name; null for none
     */
    static Failure of(int status, Map<String, String> headers) {
        Map<String, List<String>> all = new TreeMap<>();
        (headers == null ? Map.<String, String>of() : headers)
                .forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(String.valueOf(value))));
        try {
            check(new SourceReply(status, all, new byte[0]));
        } catch (SourceException e) {
            return e.failure();
        }
        return Failure.of(Reason.INVALID_ANSWER, "the source answers with status " + status);
    }

    /**
     * Lets through what is not a refusal.
     *
     * @throws SourceException {@code unauthorized} for 401 and 403, {@code rate_limited} for 429, {@code unavailable} for
     *     5xx
     */
    public static void check(SourceReply reply) throws SourceException {
        check(reply, Clock.systemUTC());
    }

    static void check(SourceReply reply, Clock clock) throws SourceException {
        int status = reply.status();
        if (status == 401 || status == 403) {
            String meaning = status == 401 ? "the source does not accept our credentials" : "the source denies access";
            throw new SourceException(
                    Reason.UNAUTHORIZED,
                    message(reply).map(text -> meaning + ": " + text).orElse(meaning));
        }
        if (status == 429) {
            throw new SourceException(new Failure(
                    Reason.RATE_LIMITED,
                    "the source asks us to wait",
                    retryAfter(reply, clock.instant()).orElse(null)));
        }
        if (status >= 500) {
            throw new SourceException(new Failure(
                    Reason.UNAVAILABLE,
                    "the source answers with status " + status,
                    retryAfter(reply, clock.instant()).orElse(null)));
        }
    }

    /**
     * How long the source asks us to wait: seconds, or until a date; never negative. A date is by the source's own clock,
     * which the answer's {@code Date} tells.
     *
     * @param now by our clock, for an answer without a {@code Date}
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, Retry-After</a>
     */
    static Optional<Duration> retryAfter(SourceReply reply, Instant now) {
        String value = reply.header("Retry-After").map(String::strip).orElse("");
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant sentAt = sentAt(reply.headers(), now);
        return date(value)
                .map(until -> Duration.between(sentAt, until))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    /**
     * When the source sent an answer by its own clock, as far as it says; else the time by ours.
     *
     * @param headers by lower-case name
     */
    static Instant sentAt(Map<String, List<String>> headers, Instant now) {
        return headers.getOrDefault("date", List.of()).stream()
                .findFirst()
                .flatMap(Refusals::date)
                .orElse(now);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What a Gitea says of a refusal, which names the scope that a token lacks; empty unless it is fit to be shown. */
    private static Optional<String> message(SourceReply reply) {
        try {
            Map<String, Object> body = Json.read(reply.body(), new TypeReference<>() {});
            return body.get("message") instanceof String text
                            && !text.isBlank()
                            && text.length() <= MAX_MESSAGE
                            && !UNFIT.matcher(text).find()
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (SourceException e) {
            return Optional.empty();
        }
    }
}
