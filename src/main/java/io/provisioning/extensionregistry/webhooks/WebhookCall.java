package io.provisioning.extensionregistry.webhooks;

import io.provisioning.extensionregistry.http.ApiRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A webhook as it came in.
 *
 * @param source the id in the path
 * @param headers by lower-case name; each with all its values in order
 * @param body the bytes that were sent, which is what signatures are over; empty if there were none
 */
public record WebhookCall(String source, Map<String, List<String>> headers, byte[] body) {
    public WebhookCall {
        Objects.requireNonNull(source, "source");
        headers = Map.copyOf(headers);
    }

    /** @param body null for none */
    static WebhookCall of(ApiRequest request, byte[] body) {
        return new WebhookCall(request.pathParameter("source"), request.headers(), body == null ? new byte[0] : body);
    }

    /** The first value of a header that is not empty, whichever of the names it has. */
    Optional<String> header(String... names) {
        for (String name : names) {
            for (String value : headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
                if (!value.isBlank()) {
                    return Optional.of(value.strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the body came as the fields of a form, which are not what was signed. */
    boolean isForm() {
        String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data");
    }
}
