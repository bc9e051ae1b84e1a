package io.provisioning.extensionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;

/** Turns what a route left in its exchange into an answer, and sends it. */
final class ResponseWriter {
    /** Below this, compression saves less than a packet. */
    private static final int MIN_GZIP_BYTES = 1024;

    /** What says nothing where there is no body; Content-Security-Policy does, and so does Content-Location. */
    private static final Set<String> OF_BODIES =
            Set.of("content-type", "content-length", "content-encoding", "content-language", "content-disposition");

    private ResponseWriter() {}

    /**
     * The answer to a request. Costs a digest and perhaps a compression: not for event loops.
     *
     * @param incoming what {@link OutgoingHeaders#incoming} remembered
     * @param produces the media type of a body whose route names none; null if the endpoint declares none
     */
    static Answer answer(Exchange exchange, ApiRequest request, Map<String, Object> incoming, String produces) {
        Message message = exchange.getMessage();
        byte[] body = bytes(message);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, body == null ? 204 : 200, Integer.class);
        Map<String, List<String>> headers = OutgoingHeaders.of(message, incoming);
        if (body != null && first(headers, "Content-Type") == null) {
            headers.put("Content-Type", List.of(defaultType(message, produces)));
        }
        return status == 200 && request.method().equals("GET") && body != null
                ? representation(headers, body, request)
                : new Answer(
                        status, headers, status == 204 || status == 304 ? null : body == null ? new byte[0] : body);
    }

    private static Answer representation(Map<String, List<String>> headers, byte[] body, ApiRequest request) {
        String given = first(headers, "ETag");
        String tag = given == null ? EntityTag.of(body) : given;
        boolean text = textual(first(headers, "Content-Type"))
                && first(headers, "Content-Encoding") == null
                && !String.valueOf(first(headers, "Cache-Control")).contains("no-transform");
        String codings = String.join(",", request.headers().getOrDefault("accept-encoding", List.of()));
        String accepted = request.header("Accept-Encoding").isPresent() ? codings : null;
        boolean identity = Accept.identity(accepted);
        boolean gzip = text && Accept.gzip(accepted) && (body.length >= MIN_GZIP_BYTES || !identity);
        if (text && !gzip && !identity) {
            return Answer.of(
                    new RegistryException(
                            ErrorKind.NOT_ACCEPTABLE, "Accept-Encoding admits neither gzip nor an answer as it is"),
                    request.path());
        }
        put(headers, "ETag", gzip ? EntityTag.compressed(tag) : tag);
        if (text) {
            String vary = first(headers, "Vary");
            put(headers, "Vary", vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
        }
        String noneMatch = String.join(",", request.headers().getOrDefault("if-none-match", List.of()));
        if (EntityTag.noneMatchHolds(noneMatch, tag)) {
            headers.keySet().removeIf(name -> OF_BODIES.contains(name.toLowerCase(Locale.ROOT)));
            return new Answer(304, headers, null);
        }
        if (gzip) {
            put(headers, "Content-Encoding", "gzip");
        }
        return new Answer(200, headers, gzip ? compress(body) : body);
    }

    /** Whether an answer is on its way already, or nobody waits for one any more. */
    static boolean begun(RoutingContext context) {
        HttpServerResponse response = context.response();
        return response.ended() || response.closed() || response.headWritten();
    }

    /**
     * Sends an answer, unless one is on its way already or the client is gone. On the request's event loop.
     *
     * @return whether it was sent
     */
    static boolean send(RoutingContext context, Answer answer) {
        if (begun(context)) {
            return false;
        }
        Visit visit = Visit.of(context);
        send(context.response(), answer, visit != null && visit.head());
        return true;
    }

    /** Sends an answer on a response on which nothing was sent. */
    static void send(HttpServerResponse response, Answer answer, boolean head) {
        response.setStatusCode(answer.status());
        answer.headers().forEach((name, values) -> {
            if (name.equalsIgnoreCase("Vary") && response.headers().contains(name)) {
                List<String> all = new ArrayList<>(response.headers().getAll(name));
                all.addAll(values);
                response.putHeader(name, String.join(", ", all));
            } else {
                response.putHeader(name, values);
            }
        });
        if (answer.body() == null) {
            response.end();
        } else {
            response.putHeader("Content-Length", String.valueOf(answer.body().length));
            response.end(head ? Buffer.buffer() : answer.buffer());
        }
    }

    private static byte[] bytes(Message message) {
        Object body = message.getBody();
        if (body == null || body instanceof byte[]) {
            return (byte[]) body;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] converted = message.getBody(byte[].class);
        if (converted == null) {
            throw new TypeConversionException(body, byte[].class, null);
        }
        return converted;
    }

    private static String defaultType(Message message, String produces) {
        if (produces != null && !produces.contains(",") && !produces.contains("*")) {
            return produces;
        }
        return message.getBody() instanceof String ? "text/plain; charset=utf-8" : "application/octet-stream";
    }

    private static boolean textual(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.contains("json")
                || type.contains("yaml")
                || type.contains("xml")
                || type.startsWith("application/openmetrics-text");
    }

    private static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse(null);
    }

    private static void put(Map<String, List<String>> headers, String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, List.of(value));
    }
}
