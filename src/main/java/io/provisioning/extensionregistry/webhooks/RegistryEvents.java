package io.provisioning.extensionregistry.webhooks;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a registry's call names: the envelope of the CNCF distribution registry, Harbor's own format, and the CloudEvents
 * of Harbor and zot, whether the attributes are in the body or in headers. Pulls, blobs and scans change nothing.
 *
 * @see <a href="https://distribution.github.io/distribution/about/notifications/">Distribution: notifications</a>
 * @see <a href="https://goharbor.io/docs/edge/working-with-projects/project-configuration/configure-webhooks/">Harbor:
 *     webhooks</a>
 * @see <a href="https://zotregistry.dev/v2.1.21/articles/events/">zot: events</a>
 */
final class RegistryEvents {
    private static final TypeReference<Body> BODY = new TypeReference<>() {};
    private static final Set<String> ACTIONS = Set.of("push", "delete");
    private static final Set<String> HARBOR = Set.of("PUSH_ARTIFACT", "DELETE_ARTIFACT");
    /** What follows the prefix of a type, which operators of zot may choose. */
    private static final List<String> CLOUD_EVENTS =
            List.of(".artifact.pushed", ".artifact.deleted", ".image.updated", ".image.deleted", ".repository.created");

    private static final String BLOB = "application/octet-stream";

    /** All formats at once: none uses a word of another for something else. {@code name} is zot's, without envelope. */
    record Body(String type, List<Event> events, Data event_data, Data data, String name) {}

    /** An event of the distribution registry. */
    record Event(String action, Target target) {}

    /** What it is about; {@code mediaType} is missing in deletions. */
    record Target(String mediaType, String repository) {}

    /** Harbor's {@code repository}, zot's {@code name}. */
    record Data(Repository repository, String name) {}

    /** Harbor's. */
    record Repository(String repo_full_name) {}

    private RegistryEvents() {}

    /**
     * The whole names of the repositories that changed; empty if none did.
     *
     * @throws SourceException if the body is no JSON of that shape
     */
    static List<String> repositories(WebhookCall call) throws SourceException {
        Body body = Json.read(call.body(), BODY);
        if (body.events() != null) {
            return body.events().stream()
                    .filter(event -> event != null && changes(event))
                    .map(event -> event.target().repository())
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }
        if (body.type() != null && HARBOR.contains(body.type())) {
            return name(body.event_data());
        }
        String type = call.header("ce-type").orElse(String.valueOf(body.type()));
        if (CLOUD_EVENTS.stream().noneMatch(type::endsWith)) {
            return List.of();
        }
        return body.data() != null
                ? name(body.data())
                : Stream.ofNullable(body.name()).toList();
    }

    private static boolean changes(Event event) {
        return event.target() != null
                && ACTIONS.contains(String.valueOf(event.action()))
                && !BLOB.equals(event.target().mediaType());
    }

    private static List<String> name(Data data) {
        if (data == null) {
            return List.of();
        }
        String name =
                data.repository() == null ? data.name() : data.repository().repo_full_name();
        return Stream.ofNullable(name).toList();
    }
}
