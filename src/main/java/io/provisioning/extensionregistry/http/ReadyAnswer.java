package io.provisioning.extensionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as the encoder likes it best: names and values as bytes, the body in a buffer that all who get it share.
 * What it sends is what {@link ResponseWriter#send} sends.
 *
 * @param route the id of the route that gave it
 * @param ownPolicy whether it has a content security policy, in place of that of all answers
 */
record ReadyAnswer(String route, Answer answer, List<Field> fields, Buffer body, boolean ownPolicy) {
    /** One header. */
    record Field(CharSequence name, CharSequence value) {}

    /** @param body that of the answer; null if it has none */
    static ReadyAnswer of(String route, Answer answer, Buffer body) {
        List<Field> fields = new ArrayList<>();
        answer.headers().forEach((name, values) -> values.forEach(value -> fields.add(field(name, value))));
        if (body != null) {
            fields.add(field("Content-Length", String.valueOf(body.length())));
        }
        boolean ownPolicy = answer.headers().keySet().stream().anyMatch(Front.POLICY_HEADER::equalsIgnoreCase);
        return new ReadyAnswer(route, answer, List.copyOf(fields), body, ownPolicy);
    }

    /** Sends it on a response on which nothing was sent. */
    void send(HttpServerResponse response) {
        if (ownPolicy || response.headers().contains("Vary")) {
            ResponseWriter.send(response, answer, false);
            return;
        }
        response.setStatusCode(answer.status());
        for (Field field : fields) {
            response.headers().add(field.name(), field.value());
        }
        if (body == null) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private static Field field(String name, String value) {
        return new Field(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }
}
