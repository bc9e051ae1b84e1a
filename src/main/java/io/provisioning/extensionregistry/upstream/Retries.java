package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;

/**
 * Decides whether a call that failed is made again. All calls only read, so that any may be. One that has used up its
 * time is not: whoever waits has none left.
 */
public final class Retries {
    /** The longest that a call waits because its source said so; the same as the longest back-off in the route. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int JITTER_MILLIS = 100;
    private static final Set<Reason> WORTHWHILE = EnumSet.of(Reason.REFUSED, Reason.UNAVAILABLE, Reason.RATE_LIMITED);

    /** Exchange property: how many tries may follow the first one. */
    private static final String RETRIES = "retries";
    /** Exchange property: why the first try failed. */
    private static final String FIRST_FAILURE = "firstFailure";

    /**
     * Whether the failed call is worth another try; if so, and the source named a time, it is the delay.
     *
     * <p>Not for a probe: the next one comes anyway.
     */
    public boolean isWorthwhile(Exchange exchange) {
        Throwable thrown = thrown(exchange);
        Failure failure = Failures.of(thrown);
        if (exchange.getProperty(FIRST_FAILURE) == null) {
            exchange.setProperty(FIRST_FAILURE, failure);
        }
        int failed = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        if (failed > exchange.getProperty(RETRIES, 0, Integer.class)
                || "ping".equals(exchange.getProperty("operation"))
                || !WORTHWHILE.contains(failure.reason())
                || Failures.isOurOwn(thrown)) {
            return false;
        }
        Duration wait = failure.retryAfter();
        if (wait == null) {
            exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        } else {
            Duration jitter = Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, JITTER_MILLIS));
            exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, wait.plus(jitter).toMillis());
        }
        Duration longest = wait == null ? LONGEST_WAIT : wait;
        Instant deadline = exchange.getProperty(RequestHeaders.DEADLINE, Instant.class);
        return longest.compareTo(LONGEST_WAIT) <= 0
                && (deadline == null || Instant.now().plus(longest).isBefore(deadline));
    }

    /**
     * Ends a call that failed for good.
     *
     * @throws SourceException why; if a later try was not made because the circuit had opened, why the first one failed
     */
    public void giveUp(Exchange exchange) throws Exception {
        Throwable thrown = thrown(exchange);
        // Redelivery marks what it gives up on as dealt with; but that is for those who called to do.
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        Failure first = (Failure) exchange.removeProperty(FIRST_FAILURE);
        Failure failure = Failures.known(thrown).orElse(null);
        if (failure == null) {
            throw thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
        }
        throw new SourceException(
                failure.reason() == Reason.CIRCUIT_OPEN && first != null ? first : failure,
                Failures.isOurOwn(thrown) ? thrown : null);
    }

    private static Throwable thrown(Exchange exchange) {
        Throwable thrown = exchange.getException();
        return thrown != null ? thrown : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
}
