package io.provisioning.extensionregistry.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a source sends. */
record WireAnswer(String type, Map<String, String> headers, byte[] body) {
    static WireAnswer json(String text, Map<String, String> headers) {
        return new WireAnswer("application/json;charset=utf-8", headers, text.getBytes(StandardCharsets.UTF_8));
    }
}
