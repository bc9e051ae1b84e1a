package io.provisioning.extensionregistry.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer, ready to be sent.
 *
 * @param headers each with its values; without {@code Content-Length}
 * @param body null if the status has none
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    /** The body as it is sent, without a copy; null if there is none. */
    Buffer buffer() {
        return body == null ? null : BufferImpl.buffer(Unpooled.wrappedBuffer(body));
    }

    /** The JSON of an error of our API. Never stored: an error says nothing of the next request. */
    static Answer of(RegistryException error) {
        return of(error, null);
    }

    /**
     * The JSON of an error in the form that the request expects.
     *
     * @param path that was asked; null if nobody could read it
     */
    static Answer of(RegistryException error, String path) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Cache-Control", List.of("no-store"));
        error.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        byte[] body = DistributionError.speaksAt(path)
                ? DistributionError.of(error.kind(), error.getMessage())
                : ErrorBody.of(error.kind(), error.getMessage());
        return new Answer(error.kind().status(), headers, body);
    }
}
