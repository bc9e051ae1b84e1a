package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenFlightsTest {
    private final Cache<Object, Object> tokens = Caffeine.newBuilder().build();
    private final TokenFlights flights = new TokenFlights(() -> Instant.EPOCH);
    private final Login login = Login.asking("oci repository:a:pull", URI.create("https://a/t"), null);
    private final SourceSettings settings =
            RegistrySettings.of("https://a").timeout(Duration.ofMillis(1)).build();

    @Test
    void whoComesWhileOneAsksSharesTheToken() throws Exception {
        TokenSeat first = flights.board(login, tokens);
        TokenSeat second = flights.board(login, tokens);
        flights.land(first, reply("{\"token\":\"t\"}"), tokens);
        flights.leave(first);

        assertThat(first.leads()).isTrue();
        assertThat(second.leads()).isFalse();
        assertThat(flights.result(second, settings).authorization()).isEqualTo("Bearer t");
    }

    @Test
    void whoComesJustAfterwardsTakesTheTokenThatIsKept() throws Exception {
        TokenSeat first = flights.board(login, tokens);
        flights.land(first, reply("{\"token\":\"t\"}"), tokens);
        flights.leave(first);
        TokenSeat late = flights.board(login, tokens);

        assertThat(late.leads()).isFalse();
        assertThat(flights.result(late, settings).authorization()).isEqualTo("Bearer t");
    }

    @Test
    void aFailureIsForThoseWhoWaitedAndNobodyElse() {
        TokenSeat first = flights.board(login, tokens);
        TokenSeat second = flights.board(login, tokens);
        flights.crash(first, new SourceException(Reason.RATE_LIMITED, "wait"));
        flights.leave(first);

        assertThatThrownBy(() -> flights.result(second, settings)).hasMessage("rate_limited: wait");
        assertThat(flights.board(login, tokens).leads()).isTrue();
    }

    @Test
    void whoeverLeadsAndLeavesWithoutAWordLetsNobodyWait() {
        TokenSeat first = flights.board(login, tokens);
        flights.leave(first);

        assertThatThrownBy(() -> flights.result(first, settings)).hasMessageContaining("unavailable");
        assertThat(flights.board(login, tokens).leads()).isTrue();
    }

    @Test
    void nobodyWaitsLongerThanOneCallMayTake() {
        TokenSeat first = flights.board(login, tokens);

        assertThatThrownBy(() -> flights.result(first, settings)).hasMessageContaining("timeout");
    }

    private static SourceReply reply(String json) {
        return new SourceReply(200, Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }
}
