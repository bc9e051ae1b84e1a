package io.provisioning.extensionregistry.webhooks;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.upstream.SecretFile;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a call is worth: whom it comes from, whether it is new, and which extensions it names. */
public final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final String OCI = "oci";

    private final Map<String, SourceSettings> configured;
    private final Predicate<String> isSource;
    private final BiFunction<SourceSettings, String, Optional<ExtensionId>> names;
    private final BiPredicate<String, ExtensionId> renewal;
    private final Deliveries deliveries;

    /**
     * @param isSource whether there is a source of an id, drop-ins included
     * @param names which extension of a source a repository is by its whole name
     * @param renewal has one extension of a source renewed; false if too much is waiting
     */
    public Webhooks(
            List<SourceSettings> configured,
            Predicate<String> isSource,
            BiFunction<SourceSettings, String, Optional<ExtensionId>> names,
            BiPredicate<String, ExtensionId> renewal,
            Deliveries deliveries) {
        this.configured = configured.stream().collect(Collectors.toMap(SourceSettings::id, source -> source));
        this.isSource = isSource;
        this.names = names;
        this.renewal = renewal;
        this.deliveries = deliveries;
    }

    /**
     * Judges a call and has renewed what it names; waits for no source.
     *
     * @param body the bytes as they were sent; null for none
     */
    public WebhookVerdict receive(ApiRequest request, byte[] body) {
        WebhookCall call = WebhookCall.of(request, body);
        SourceSettings source = configured.get(call.source());
        if (source == null) {
            return WebhookVerdict.of(
                    call, isSource.test(call.source()) ? WebhookOutcome.DISABLED : WebhookOutcome.UNKNOWN_SOURCE);
        }
        Optional<String> secret = secret(source);
        if (secret.isEmpty()) {
            return WebhookVerdict.of(call, WebhookOutcome.DISABLED);
        }
        if (call.isForm()) {
            return WebhookVerdict.of(call, WebhookOutcome.UNSUPPORTED);
        }
        if (!isGenuine(call, source, secret.get())) {
            return WebhookVerdict.of(call, WebhookOutcome.INVALID_SIGNATURE);
        }
        Set<ExtensionId> named;
        try {
            named = named(call, source);
        } catch (SourceException e) {
            return WebhookVerdict.of(call, WebhookOutcome.MALFORMED);
        }
        if (!deliveries.isFirst(call)) {
            return WebhookVerdict.of(call, WebhookOutcome.REPEATED);
        }
        return named.isEmpty() ? WebhookVerdict.of(call, WebhookOutcome.IGNORED) : renew(call, named);
    }

    private WebhookVerdict renew(WebhookCall call, Set<ExtensionId> named) {
        for (ExtensionId id : named) {
            if (!renewal.test(call.source(), id)) {
                deliveries.forget(call);
                return WebhookVerdict.of(call, WebhookOutcome.OVERLOADED);
            }
        }
        LOG.info("{}: a webhook has {} renewed", call.source(), named);
        return new WebhookVerdict(call.source(), WebhookOutcome.ACCEPTED, named);
    }

    /** Registries cannot sign, so showing the secret is enough for them; a Gitea can, so for it it is not. */
    private static boolean isGenuine(WebhookCall call, SourceSettings source, String secret) {
        return WebhookSignature.isSigned(call, secret)
                || source.kind().equals(OCI) && WebhookSignature.showsSecret(call, secret);
    }

    private Set<ExtensionId> named(WebhookCall call, SourceSettings source) throws SourceException {
        List<String> repositories =
                source.kind().equals(OCI) ? RegistryEvents.repositories(call) : GiteaEvents.repositories(call);
        return repositories.stream()
                .flatMap(repository -> names.apply(source, repository).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Empty if there is none, or none that can be read. */
    private static Optional<String> secret(SourceSettings source) {
        if (source.webhookSecretPath() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SecretFile.read(source.webhookSecretPath()));
        } catch (SourceException e) {
            LOG.warn("{}: webhooks are refused: {}", source.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
