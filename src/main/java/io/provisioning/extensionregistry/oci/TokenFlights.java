package io.provisioning.extensionregistry.oci;

import com.github.benmanes.caffeine.cache.Cache;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Failures;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests for tokens that are under way: those who need the same token at the same time share one. A failure is shared
 * by those who waited, and by nobody after them.
 */
public final class TokenFlights {
    private static final int MAX_REPLY_BYTES = 1 << 20;

    private final InstantSource clock;
    private final Map<String, CompletableFuture<Token>> flights = new ConcurrentHashMap<>();

    public TokenFlights(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes part in the request for a token, or begins one. The one who leads must {@link #leave}.
     *
     * @param tokens the cache of tokens; what arrived there since the login was decided is taken
     */
    public TokenSeat board(Login login, Cache<Object, Object> tokens) {
        CompletableFuture<Token> own = new CompletableFuture<>();
        CompletableFuture<Token> flight = flights.computeIfAbsent(login.key(), key -> own);
        if (flight == own && tokens.getIfPresent(login.key()) instanceof Token kept && kept.isFresh(clock.instant())) {
            own.complete(kept);
            flights.remove(login.key(), own);
            return new TokenSeat(login, false, own);
        }
        return new TokenSeat(login, flight == own, flight);
    }

    /** What the token service is asked. */
    public SourceRequest request(TokenSeat seat) {
        return new SourceRequest(seat.login().tokenUrl(), "application/json", MAX_REPLY_BYTES, null);
    }

    /**
     * Keeps what the token service answered.
     *
     * @param tokens the cache of tokens
     * @throws SourceException {@code invalid_answer} if it holds no token
     */
    public void land(TokenSeat seat, SourceReply reply, Cache<Object, Object> tokens) throws SourceException {
        Token token = TokenReply.read(reply, clock.instant());
        tokens.put(seat.login().key(), token);
        seat.token().complete(token);
    }

    /** Tells those who wait that there will be no token. */
    public void crash(TokenSeat seat, Exception why) {
        seat.token().completeExceptionally(why);
    }

    /** The request is over, whatever came of it. */
    public void leave(TokenSeat seat) {
        flights.remove(seat.login().key(), seat.token());
        seat.token().completeExceptionally(new SourceException(Reason.UNAVAILABLE, "the request for a token was lost"));
    }

    /**
     * What came of it; waits for the one who leads.
     *
     * @throws SourceException what went wrong; {@code timeout} if it takes longer than one call may
     */
    public Login result(TokenSeat seat, SourceSettings settings) throws SourceException {
        try {
            Token token = seat.token().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return seat.login().answered(token);
        } catch (ExecutionException e) {
            throw new SourceException(Failures.of(e));
        } catch (TimeoutException e) {
            throw new SourceException(Reason.TIMEOUT, "the token did not come in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(Reason.UNAVAILABLE, "the request was given up");
        }
    }
}
