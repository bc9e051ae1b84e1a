package io.provisioning.extensionregistry.upstream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source answered, whole.
 *
 * @param status the HTTP status
 * @param headers by lower-case name; each with its values in the order in which they came
 * @param body empty if there was none
 */
public record SourceReply(int status, Map<String, List<String>> headers, byte[] body) {
    public SourceReply {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** The first value of a header, by any case of its name. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All values of a header, by any case of its name; empty if it was not sent. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
