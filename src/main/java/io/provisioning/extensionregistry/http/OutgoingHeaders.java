package io.provisioning.extensionregistry.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/**
 * Which headers of a message leave with the answer: the known ones that the route has set itself. A value that came in
 * with the request (header, query or path parameter) never goes back.
 */
final class OutgoingHeaders {
    private static final Set<String> KNOWN = Set.of(
            "accept-ranges",
            "age",
            "allow",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-range",
            "content-security-policy",
            "content-type",
            "deprecation",
            "docker-content-digest",
            "docker-distribution-api-version",
            "docker-upload-uuid",
            "etag",
            "last-modified",
            "link",
            "location",
            "oci-filters-applied",
            "oci-subject",
            "range",
            "referrer-policy",
            "repr-digest",
            "retry-after",
            "sunset",
            "vary",
            "warning",
            "www-authenticate",
            "x-cache",
            "x-frame-options",
            "x-registry-source",
            "x-registry-sources",
            "x-total-count");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private OutgoingHeaders() {}

    /** Remembers what came in. */
    static Map<String, Object> incoming(Message message) {
        Map<String, Object> incoming = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        incoming.putAll(message.getHeaders());
        return incoming;
    }

    /** The headers that leave, each with its values; line breaks in them become spaces. */
    static Map<String, List<String>> of(Message message, Map<String, Object> incoming) {
        Map<String, List<String>> leaving = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            boolean own = value != null && incoming.get(name) != value;
            if (own && KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
                leaving.put(name, values(value));
            }
        });
        return leaving;
    }

    private static List<String> values(Object value) {
        List<String> values = new ArrayList<>();
        for (Object each : value instanceof Collection<?> many ? many : List.of(value)) {
            String text = String.valueOf(each);
            values.add(
                    text.chars().anyMatch(Character::isISOControl)
                            ? CONTROL.matcher(text).replaceAll(" ")
                            : text);
        }
        return values;
    }
}
