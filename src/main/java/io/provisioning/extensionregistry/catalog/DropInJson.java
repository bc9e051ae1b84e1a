package io.provisioning.extensionregistry.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads a drop-in's body, whatever form its route left it in, into objects with fields. */
final class DropInJson {
    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};

    private DropInJson() {}

    /** Maps, lists, texts and numbers; null for no body or an empty one. */
    static Object read(Object body) throws SourceException {
        if (body instanceof InputStream stream) {
            return parse(bytes(stream));
        }
        if (body instanceof byte[] bytes) {
            return parse(bytes);
        }
        if (body instanceof CharSequence text) {
            return parse(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (body == null || body instanceof Map<?, ?> || body instanceof Collection<?> || body instanceof Object[]) {
            return body;
        }
        throw DropInAnswer.invalid("the answer is a " + body.getClass().getSimpleName() + ", not JSON");
    }

    /** The objects of a list, or the one that stands alone; empty for null and for an empty list or object. */
    static List<DropInEntry> entries(Object json) throws SourceException {
        if (json == null) {
            return List.of();
        }
        if (json instanceof Map<?, ?> one) {
            return one.isEmpty() ? List.of() : List.of(new DropInEntry(one));
        }
        Collection<?> many =
                json instanceof Object[] array ? List.of(array) : json instanceof Collection<?> c ? c : null;
        if (many == null) {
            throw DropInAnswer.invalid("the answer is neither a list nor an object");
        }
        List<DropInEntry> entries = new ArrayList<>(many.size());
        for (Object each : many) {
            if (!(each instanceof Map<?, ?> fields)) {
                throw DropInAnswer.invalid("the list holds something that is no object");
            }
            entries.add(new DropInEntry(fields));
        }
        return entries;
    }

    private static Object parse(byte[] json) throws SourceException {
        boolean empty = new String(json, StandardCharsets.UTF_8).isBlank();
        return empty ? null : Json.read(json, ANYTHING);
    }

    private static byte[] bytes(InputStream stream) throws SourceException {
        try (stream) {
            byte[] bytes = stream.readNBytes(SourceRequest.MAX_JSON_BYTES + 1);
            if (bytes.length > SourceRequest.MAX_JSON_BYTES) {
                throw DropInAnswer.invalid("the answer is too large");
            }
            return bytes;
        } catch (IOException e) {
            throw DropInAnswer.invalid("the answer cannot be read");
        }
    }
}
