package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("1994-11-06T08:49:07Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 206, 304, 302, 400, 404, 405, 410, 416, 422})
    void whatIsNoRefusalIsAReply(int status) {
        assertThatCode(() -> Refusals.check(reply(status, "", Map.of()), NOW)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, UNAUTHORIZED",
        "429, RATE_LIMITED",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE",
        "599, UNAVAILABLE"
    })
    void aRefusalHasItsReason(int status, Reason reason) {
        assertThat(refusal(status, "", Map.of()).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7",
        "503, 120, 120",
        "503, 0, 0",
        "429, 'Sun, 06 Nov 1994 08:49:37 GMT', 30",
        "429, 'Sun, 06 Nov 1994 08:00:00 GMT', 0"
    })
    @DisplayName("E30: Retry-After in seconds or as a date")
    void theWaitIsRead(int status, String value, long seconds) {
        assertThat(refusal(status, "", Map.of("retry-after", List.of(value))).retryAfter())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "'Sun, 06 Nov 1994 09:49:07 GMT', 'Sun, 06 Nov 1994 09:49:37 GMT', 30",
        "'Sun, 06 Nov 1994 07:00:00 GMT', 'Sun, 06 Nov 1994 07:02:00 GMT', 120",
        "'Sun, 06 Nov 1994 09:49:37 GMT', 'Sun, 06 Nov 1994 09:49:07 GMT', 0",
        "'Sun, 06 Nov 1994 09:49:07 GMT', 7, 7",
        "yesterday, 'Sun, 06 Nov 1994 08:49:37 GMT', 30"
    })
    @DisplayName("a date is by the clock of the source, whose time the answer tells")
    void theSourcesClockMayBeWrong(String date, String value, long seconds) {
        Map<String, List<String>> headers = Map.of("date", List.of(date), "retry-after", List.of(value));

        assertThat(refusal(429, "", headers).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1.5", "99999999999999999999"})
    void aWaitThatMeansNothingIsNone(String value) {
        assertThat(refusal(429, "", Map.of("retry-after", List.of(value))).retryAfter())
                .isNull();
    }

    @Test
    @DisplayName("E6: what a Gitea says of the missing scope is shown")
    void theScopeThatIsMissingIsShown() {
        String text = "token does not have at least one of required scope(s), required=[read:repository]";

        assertThat(refusal(403, "{\"message\":\"" + text + "\"}", Map.of()).message())
                .isEqualTo("the source denies access: " + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"see https://gitea.internal/api/swagger\"}",
                "{\"message\":\"token 0123456789abcdef0123456789abcdef01234567 is invalid\"}",
                "{\"message\":\"no access from 10.0.0.1\"}",
                "{\"message\":\"bad Authorization header\"}",
                "{\"message\":\"two\\nlines\"}",
                "{\"message\":\"  \"}",
                "{\"message\":{\"a\":1}}",
                "[]",
                "<html>log in</html>",
                ""
            })
    @DisplayName("E59: of anything else nothing is shown")
    void aMessageThatMayGiveSomethingAwayIsNotShown(String body) {
        assertThat(refusal(401, body, Map.of()).message()).isEqualTo("the source does not accept our credentials");
    }

    private static Failure refusal(int status, String body, Map<String, List<String>> headers) {
        return catchThrowableOfType(SourceException.class, () -> Refusals.check(reply(status, body, headers), NOW))
                .failure();
    }

    private static SourceReply reply(int status, String body, Map<String, List<String>> headers) {
        return new SourceReply(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
