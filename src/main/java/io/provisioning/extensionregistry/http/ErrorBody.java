package io.provisioning.extensionregistry.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code {"error":"not_found","message":"…"}}. */
final class ErrorBody {
    private static final int MAX_MESSAGE = 500;
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorBody() {}

    /** The JSON, in UTF-8. Control characters of the message become spaces; it is cut to 500 characters. */
    static byte[] of(ErrorKind kind, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("error", kind.wireName());
            json.writeStringField("message", clean(message));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What a message looks like in an answer: one line of at most 500 characters; empty for null. */
    static String clean(String message) {
        if (message == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(Math.min(message.length(), MAX_MESSAGE));
        message.codePoints().limit(MAX_MESSAGE).forEach(c -> clean.appendCodePoint(unprintable(c) ? ' ' : c));
        return message.codePointCount(0, message.length()) > MAX_MESSAGE ? clean + "…" : clean.toString();
    }

    private static boolean unprintable(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || Character.getType(character) == Character.FORMAT;
    }
}
