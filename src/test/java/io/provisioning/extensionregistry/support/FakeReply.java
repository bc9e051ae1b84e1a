package io.provisioning.extensionregistry.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of stand-ins that run on Vert.x. */
final class FakeReply {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private FakeReply() {}

    /** Answers as a script says; silence leaves the connection open. */
    static void send(HttpServerRequest request, StubAnswer answer) {
        if (answer.fault() == StubAnswer.Fault.SILENCE) {
            return;
        }
        if (answer.fault() == StubAnswer.Fault.CLOSE) {
            request.connection().close();
            return;
        }
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        for (String header : answer.headers()) {
            int colon = header.indexOf(": ");
            response.putHeader(header.substring(0, colon), header.substring(colon + 2));
        }
        response.end(Buffer.buffer(answer.body()));
    }

    static void json(HttpServerRequest request, int status, Object value) {
        try {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json;charset=utf-8")
                    .end(Buffer.buffer(JSON.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void text(HttpServerRequest request, int status, String type, String text) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(text);
    }

    static void redirect(HttpServerRequest request, int status, String location) {
        request.response().setStatusCode(status).putHeader("Location", location).end();
    }

    /** Bytes, or the one range of them that was asked for; the head alone for HEAD. */
    static void bytes(HttpServerRequest request, String etag, byte[] all) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("ETag", etag)
                .putHeader("Last-Modified", "Mon, 06 Oct 2025 12:00:00 GMT");
        String ifRange = request.getHeader("If-Range");
        Matcher range = RANGE.matcher(String.valueOf(request.getHeader("Range")));
        int from = 0;
        int to = all.length;
        if (range.matches() && (ifRange == null || ifRange.equals(etag))) {
            boolean suffix = range.group(1).isEmpty();
            from = suffix ? all.length - Integer.parseInt(range.group(2)) : Integer.parseInt(range.group(1));
            to = suffix || range.group(2).isEmpty()
                    ? all.length
                    : Math.min(all.length, Integer.parseInt(range.group(2)) + 1);
            if (from >= all.length) {
                response.setStatusCode(416)
                        .putHeader("Content-Range", "bytes */" + all.length)
                        .end();
                return;
            }
            from = Math.max(0, from);
            response.setStatusCode(206).putHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + all.length);
        }
        response.putHeader("Content-Length", String.valueOf(to - from));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(Buffer.buffer(java.util.Arrays.copyOfRange(all, from, to)));
        }
    }

    /** The value of a query parameter, decoded; null if it is not there. */
    static String query(HttpServerRequest request, String name) {
        List<String> values = request.params().getAll(name);
        return values.isEmpty() ? null : values.get(0);
    }

    static Map<String, Object> error(String message, String url) {
        return Map.of("message", message, "url", url);
    }
}
