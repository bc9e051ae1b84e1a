package io.provisioning.extensionregistry.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a use case left on its exchange for the client. */
record Reply(int status, Map<String, Object> headers, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply of(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        Message message = exchange.getMessage();
        try {
            return new Reply(
                    message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                    message.getHeaders(),
                    JSON.readTree(message.getBody(byte[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if there is none. */
    String header(String name) {
        return (String) headers.get(name);
    }

    /** The {@code error} of the body; empty if it has none. */
    String error() {
        return body.path("error").asText();
    }

    /** One field of each element of the body. */
    List<String> each(String field) {
        return StreamSupport.stream(body.spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }
}
