package io.provisioning.extensionregistry.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The form of errors below {@code /v2}: {@code {"errors":[{"code":"NAME_UNKNOWN","message":"…"}]}}.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes">Error Codes</a>
 */
final class DistributionError {
    private static final String ROOT = "/v2";
    private static final JsonFactory JSON = new JsonFactory();

    private DistributionError() {}

    /** Whether a path, decoded or not, belongs to the distribution specification. */
    static boolean speaksAt(String path) {
        return path != null && (path.equals(ROOT) || path.startsWith(ROOT + "/"));
    }

    /** The JSON, in UTF-8; the message is cleaned as in {@link ErrorBody}. */
    static byte[] of(ErrorKind kind, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("errors");
            json.writeStartObject();
            json.writeStringField("code", code(kind));
            json.writeStringField("message", ErrorBody.clean(message));
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The specification's code where it has one for that case; else our own word in capitals, as it allows. */
    private static String code(ErrorKind kind) {
        return switch (kind) {
            case METHOD_NOT_ALLOWED -> "UNSUPPORTED";
            case RATE_LIMITED -> "TOOMANYREQUESTS";
            case NOT_FOUND -> ErrorKind.NAME_UNKNOWN.name();
            // Nothing but the path of such a request can be malformed and still show that it is one of these.
            case BAD_REQUEST -> ErrorKind.NAME_INVALID.name();
            default -> kind.name();
        };
    }
}
