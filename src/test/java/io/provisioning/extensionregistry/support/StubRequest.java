package io.provisioning.extensionregistry.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stub was asked.
 *
 * @param target path and query exactly as sent
 * @param headers by lower-case name
 */
public record StubRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {
    /** The first value of a header, by lower-case name. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The target without its query, still encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
