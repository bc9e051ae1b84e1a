package io.provisioning.extensionregistry.webhooks;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.List;

/**
 * What an event of a Gitea or Forgejo names. A release, a repository that comes or goes, and a tag that comes or goes
 * change an extension; everything else, a {@code ping} or a push included, does not.
 *
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea: webhooks</a>
 */
final class GiteaEvents {
    private static final TypeReference<Event> EVENT = new TypeReference<>() {};

    /** The event's body, as far as it matters. */
    record Event(String ref_type, Repository repository) {}

    /** The repository that it is about. */
    record Repository(String name, String full_name) {}

    private GiteaEvents() {}

    /**
     * The repository that changed, as {@code owner/name}; empty if none did.
     *
     * @throws SourceException if the body is no JSON of that shape
     */
    static List<String> repositories(WebhookCall call) throws SourceException {
        Event event = Json.read(call.body(), EVENT);
        boolean changes =
                switch (call.header("x-gitea-event", "x-forgejo-event").orElse("")) {
                    case "release", "repository" -> true;
                    case "create", "delete" -> "tag".equals(event.ref_type());
                    default -> false;
                };
        return changes && event.repository() != null && event.repository().full_name() != null
                ? List.of(event.repository().full_name())
                : List.of();
    }
}
