package io.provisioning.extensionregistry.webhooks;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is made of a call.
 *
 * @param source the id in the path, whether there is such a source or not
 * @param outcome never null
 * @param extensions what is to be renewed; empty unless it is accepted
 */
public record WebhookVerdict(String source, WebhookOutcome outcome, Set<ExtensionId> extensions) {
    public WebhookVerdict {
        extensions = Collections.unmodifiableSet(new TreeSet<>(extensions));
    }

    static WebhookVerdict of(WebhookCall call, WebhookOutcome outcome) {
        return new WebhookVerdict(call.source(), outcome, Set.of());
    }
}
