package io.provisioning.extensionregistry.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong in a route into the answer that the client gets. */
public final class ErrorAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswer.class);

    /**
     * Makes the message of an exchange the JSON of its failure; all other headers go.
     *
     * @param exchange as an {@code onException} sees it
     */
    public void render(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        ApiRequest request = exchange.getProperty(Props.API_REQUEST, ApiRequest.class);
        Answer answer = Answer.of(
                of(cause == null ? exchange.getException() : cause, true), request == null ? null : request.path());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        answer.headers().forEach((name, values) -> message.setHeader(name, values.get(0)));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setBody(answer.body());
        exchange.removeProperty(Props.AGEING);
    }

    /**
     * The failure as the API names it. What the API has no name for is a defect: its message stays here.
     *
     * @param cause null counts as a defect
     * @param trace whether the log gets a defect's stack trace; false if somebody has logged it already
     */
    static RegistryException of(Throwable cause, boolean trace) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof RegistryException known) {
                return known;
            }
            if (each instanceof RejectedExecutionException) {
                LOG.warn("A request was turned away: all threads that it could have are busy");
                return new RegistryException(
                        ErrorKind.SOURCE_UNAVAILABLE, "The registry is too busy", Map.of("Retry-After", "5"));
            }
        }
        if (trace) {
            LOG.error("A request failed for no reason that the API knows", cause);
        } else {
            LOG.error("A request failed for no reason that the API knows: {}", String.valueOf(cause));
        }
        return defect();
    }

    static RegistryException defect() {
        return new RegistryException(ErrorKind.INTERNAL_ERROR, "The request could not be processed");
    }

    /** The failure that stands for a status which the server itself, not a route, decided on. */
    static RegistryException ofStatus(int status, Set<String> allowed) {
        return switch (status) {
            case 404 -> new RegistryException(ErrorKind.NOT_FOUND, "Nothing is served at this path");
            case 405 -> methodNotAllowed(allowed);
            case 406 -> new RegistryException(ErrorKind.NOT_ACCEPTABLE, "Accept admits nothing that is served here");
            case 408 -> new RegistryException(ErrorKind.REQUEST_TIMEOUT, "The request did not arrive in time");
            case 413 -> new RegistryException(ErrorKind.PAYLOAD_TOO_LARGE, "The request's body is too large");
            case 414 -> new RegistryException(ErrorKind.URI_TOO_LONG, "The request's target is too long");
            case 415 -> new RegistryException(ErrorKind.UNSUPPORTED_MEDIA_TYPE, "This Content-Type is not read here");
            case 431 -> new RegistryException(ErrorKind.HEADERS_TOO_LARGE, "The request's headers are too large");
            default ->
                status / 100 == 4 ? new RegistryException(ErrorKind.BAD_REQUEST, "The request is malformed") : defect();
        };
    }

    private static RegistryException methodNotAllowed(Set<String> allowed) {
        String allow = String.join(", ", allowed);
        return new RegistryException(ErrorKind.METHOD_NOT_ALLOWED, "This path serves " + allow, Map.of("Allow", allow));
    }
}
