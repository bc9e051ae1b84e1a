package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.config.Turn;
import io.provisioning.extensionregistry.model.Reason;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/**
 * Makes a message into the call of a source. All other headers are dropped: Camel would send them along.
 *
 * <p>Reads the exchange properties {@link #SOURCE_REQUEST} and {@link #DEADLINE}; leaves {@link #CALL_UNTIL}.
 */
public final class RequestHeaders {
    /** Exchange property: the {@link SourceRequest}. */
    public static final String SOURCE_REQUEST = "sourceRequest";
    /** Exchange property: the value of the {@code Authorization} header; gone when the call is over. */
    public static final String AUTHORIZATION = "authorization";
    /** Exchange property: the {@link Instant} after which nothing may be asked; may be missing. */
    public static final String DEADLINE = "deadline";
    /** Exchange property: the {@link Instant} at which the answer must be here, whole. */
    public static final String CALL_UNTIL = "callUntil";
    /** Exchange property of a stream: the {@code Range} header of a client; null for none. */
    public static final String RANGE = "range";
    /** Exchange property of a stream: the {@code If-Range} header; null for none; nothing without a range. */
    public static final String IF_RANGE = "ifRange";
    /** Exchange property of a stream: a Boolean, whether only the head is wanted; null for no. */
    public static final String HEAD_ONLY = "headOnly";

    /**
     * A call whose answer is read as the exchange property {@link Reading#PROPERTY} says.
     *
     * @param authorization the value of the header; null or empty for none
     * @throws SourceException {@code timeout} if the deadline has passed
     */
    public void prepare(Exchange exchange, SourceSettings settings, String authorization) throws SourceException {
        if (Reading.of(exchange) == Reading.STREAM) {
            setForStream(exchange, settings, authorization);
        } else {
            set(exchange, settings, authorization);
        }
    }

    /**
     * A call whose answer is read whole.
     *
     * @param authorization the value of the header; null or empty for none
     * @throws SourceException {@code timeout} if the deadline has passed
     */
    public void set(Exchange exchange, SourceSettings settings, String authorization) throws SourceException {
        awaitTurn();
        // Waiting for a turn takes nothing from the time of the call.
        Instant now = Instant.now();
        Instant until = now.plus(settings.timeout());
        Instant deadline = exchange.getProperty(DEADLINE, Instant.class);
        if (deadline != null && deadline.isBefore(until)) {
            until = deadline;
        }
        if (!now.isBefore(until)) {
            throw new SourceException(Reason.TIMEOUT, "no time is left to ask");
        }
        exchange.setProperty(CALL_UNTIL, until);
        SourceRequest request = exchange.getProperty(SOURCE_REQUEST, SourceRequest.class);
        Message message = exchange.getMessage();
        // Redelivery counts its tries in a header.
        message.removeHeaders("*", "CamelRedeliver*");
        message.setBody(null);
        // The bytes are wanted as the source has them, even if it compresses what it was not asked to.
        exchange.setProperty(Exchange.SKIP_GZIP_ENCODING, Boolean.TRUE);
        message.setHeader(Exchange.HTTP_URI, request.url().toASCIIString());
        // As text, its kind would be looked for among all type converters at each call.
        message.setHeader(Exchange.HTTP_METHOD, request.headOnly() ? HttpMethods.HEAD : HttpMethods.GET);
        message.setHeader("Accept", request.accept());
        message.setHeader("Accept-Encoding", "identity");
        if (authorization != null && !authorization.isEmpty()) {
            message.setHeader("Authorization", authorization);
        }
    }

    private static void awaitTurn() throws SourceException {
        try {
            Turn.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(Reason.UNAVAILABLE, "the service stops");
        }
    }

    /**
     * A call whose answer is streamed; the time of a call counts until its head is here. Reads {@link #RANGE},
     * {@link #IF_RANGE} and {@link #HEAD_ONLY} too: as arguments of a bean they would lose the quotes of an entity tag.
     *
     * @param authorization the value of the header; null or empty for none
     * @throws SourceException {@code timeout} if the deadline has passed
     */
    public void setForStream(Exchange exchange, SourceSettings settings, String authorization) throws SourceException {
        set(exchange, settings, authorization);
        Message message = exchange.getMessage();
        if (exchange.getProperty(HEAD_ONLY, false, Boolean.class)) {
            message.setHeader(Exchange.HTTP_METHOD, HttpMethods.HEAD);
        }
        String range = exchange.getProperty(RANGE, String.class);
        if (range != null) {
            message.setHeader("Range", range);
            message.setHeader("If-Range", exchange.getProperty(IF_RANGE, String.class));
        }
    }
}
