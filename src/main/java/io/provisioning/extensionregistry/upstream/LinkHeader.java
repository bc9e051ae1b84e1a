package io.provisioning.extensionregistry.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.utils.URIUtils;

/**
 * Where other pages of a list are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, Link</a>
 */
public final class LinkHeader {
    private LinkHeader() {}

    /**
     * The first link of relation {@code next} in any of the reply's {@code Link} headers.
     *
     * @param requestUrl absolute; what a relative link starts from
     * @return absolute; empty if there is none that can be understood
     */
    public static Optional<URI> next(SourceReply reply, URI requestUrl) {
        return first("next", reply, requestUrl);
    }

    /** The same for relation {@code last}. */
    public static Optional<URI> last(SourceReply reply, URI requestUrl) {
        return first("last", reply, requestUrl);
    }

    private static Optional<URI> first(String relation, SourceReply reply, URI requestUrl) {
        return reply.headers("Link").stream()
                .flatMap(value -> LinkValues.parse(value).stream())
                .filter(link -> link.isRelation(relation))
                .flatMap(link -> resolve(link.target(), requestUrl).stream())
                .findFirst();
    }

    private static Optional<URI> resolve(String target, URI requestUrl) {
        try {
            URI resolved = URIUtils.resolve(requestUrl, new URI(escaped(target)));
            return resolved.getHost() == null ? Optional.empty() : Optional.of(resolved);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Some registries copy the name after which they stopped as it is. */
    private static String escaped(String target) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : target.getBytes(StandardCharsets.UTF_8)) {
            if (each <= ' ' || each == 0x7f || "\"<>\\^`{|}".indexOf(each) >= 0) {
                escaped.append(String.format("%%%02X", each & 0xff));
            } else {
                escaped.append((char) each);
            }
        }
        return escaped.toString();
    }
}
