package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.Turn;
import io.provisioning.extensionregistry.model.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** Reads what the HTTP endpoint answered: whole, within bounds of size and time, and with the refusals as exceptions. */
public final class ReplyReader {
    private static final int CHUNK = 16 << 10;
    private static final int MAX_ERROR_BYTES = 64 << 10;

    /**
     * Reads as the exchange property {@link Reading#PROPERTY} says; what the answer tells of limits and credentials is
     * learned first, whatever becomes of the rest.
     *
     * @throws SourceException as the methods below
     */
    public void answer(Exchange exchange, Admission admission) throws SourceException {
        Reading reading = Reading.of(exchange);
        Message message = exchange.getMessage();
        SourceReply head = new SourceReply(status(message), headers(message), new byte[0]);
        boolean challenged = reading == Reading.CHALLENGE || reading == Reading.STREAM;
        String shown = exchange.getProperty(RequestHeaders.AUTHORIZATION, "", String.class);
        if (challenged || shown.isEmpty()) {
            admission.learn(head);
        } else {
            admission.learnAuthenticated(head);
        }
        try {
            switch (reading) {
                case WHOLE -> read(exchange);
                case CHALLENGE -> readChallenge(exchange);
                case DENIAL -> readDenial(exchange);
                case STREAM -> open(exchange);
            }
        } finally {
            Turn.end();
        }
    }

    /**
     * Leaves the stream open for the one who has called: it would end with the exchange that the circuit breaker made
     * for the call.
     *
     * @param caller the exchange that goes on with the stream
     */
    public void handOver(Exchange exchange, Exchange caller) {
        exchange.getUnitOfWork().handoverSynchronization(caller);
    }

    /**
     * The answer of any status that a source may give in good faith. It replaces the body; the headers are gone.
     *
     * @throws SourceException {@code unauthorized} for 401 and 403, {@code rate_limited} for 429, {@code unavailable}
     *     for 5xx or a truncated answer, {@code timeout}, {@code invalid_answer} if it is too long
     */
    public void read(Exchange exchange) throws SourceException {
        SourceReply reply = whole(exchange);
        Refusals.check(reply);
        exchange.getMessage().setBody(reply);
    }

    /** As {@link #read(Exchange)}, but 401 is an answer too: its challenge says how to log in. */
    public void readChallenge(Exchange exchange) throws SourceException {
        SourceReply reply = whole(exchange);
        if (reply.status() != 401) {
            Refusals.check(reply);
        }
        exchange.getMessage().setBody(reply);
    }

    /** As {@link #read(Exchange)}, but 403 is an answer too: one thing may be denied where others are not. */
    public void readDenial(Exchange exchange) throws SourceException {
        SourceReply reply = whole(exchange);
        if (reply.status() != 403) {
            Refusals.check(reply);
        }
        exchange.getMessage().setBody(reply);
    }

    /** Gives up the stream that {@link #open(Exchange)} left, unread; its connection is closed. */
    public void discard(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof InputStream in) {
            abort(in);
        }
        exchange.getMessage().setBody(null);
    }

    /**
     * The answer to a call for a stream: for 2xx the body stays the open {@link InputStream} (an empty one if there is
     * none) and the headers stay; anything else is a {@link SourceReply}, 401 too.
     *
     * @throws SourceException as {@link #read(Exchange)}, except for 401
     */
    public void open(Exchange exchange) throws SourceException {
        Message message = exchange.getMessage();
        if (status(message) / 100 != 2) {
            readChallenge(exchange);
        } else if (!(message.getBody() instanceof InputStream)) {
            message.setBody(InputStream.nullInputStream());
        }
    }

    private static SourceReply whole(Exchange exchange) throws SourceException {
        Message message = exchange.getMessage();
        int status = status(message);
        int limit = status / 100 == 2
                ? exchange.getProperty(RequestHeaders.SOURCE_REQUEST, SourceRequest.class)
                        .maxBytes()
                : MAX_ERROR_BYTES;
        Instant until = exchange.getProperty(RequestHeaders.CALL_UNTIL, Instant.class);
        Object body = message.getBody();
        Map<String, List<String>> headers = headers(message);
        // Whatever comes after a failure must find neither a stream that is closed nor the headers of the source.
        message.setBody(null);
        message.removeHeaders("*");
        // A "no" counts as little as a "yes" if it broke off; a refusal is one all the same.
        boolean whole = status / 100 == 2 || status == 404;
        byte[] bytes = body instanceof InputStream in ? bytes(in, limit, until, status / 100 == 2, whole) : new byte[0];
        return new SourceReply(status, headers, bytes);
    }

    private static int status(Message message) {
        return message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    /** Up to {@code limit} bytes; more are a failure if {@code strict}, else left unread; fewer are one if {@code whole}. */
    private static byte[] bytes(InputStream in, int limit, Instant until, boolean strict, boolean whole)
            throws SourceException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                bytes.write(chunk, 0, count);
                if (bytes.size() > limit) {
                    abort(in);
                    if (strict) {
                        throw new SourceException(Reason.INVALID_ANSWER, "the answer is too long");
                    }
                    return bytes.toByteArray();
                }
                if (until != null && Instant.now().isAfter(until)) {
                    abort(in);
                    throw new SourceException(Reason.TIMEOUT, "the answer did not end in time");
                }
            }
            in.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            abort(in);
            if (!whole) {
                return bytes.toByteArray();
            }
            throw new SourceException(Failures.of(e));
        }
    }

    /** Gives the connection up; closing the stream would first read what is left of it. */
    private static void abort(InputStream in) {
        try {
            if (in instanceof EofSensorInputStream sensor) {
                sensor.abort();
            } else {
                in.close();
            }
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    private static Map<String, List<String>> headers(Message message) {
        Map<String, List<String>> headers = new TreeMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.regionMatches(true, 0, "Camel", 0, "Camel".length())) {
                headers.put(name.toLowerCase(Locale.ROOT), values(value));
            }
        });
        return headers;
    }

    private static List<String> values(Object value) {
        if (value instanceof Iterable<?> many) {
            List<String> values = new ArrayList<>();
            many.forEach(each -> values.add(String.valueOf(each)));
            return List.copyOf(values);
        }
        return List.of(String.valueOf(value));
    }
}
