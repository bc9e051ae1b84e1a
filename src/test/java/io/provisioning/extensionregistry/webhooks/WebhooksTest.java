package io.provisioning.extensionregistry.webhooks;

import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.Webhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a call, and what is remembered of it. */
class WebhooksTest {
    private static final String SECRET = Secrets.of("webhooks");
    private static final String BODY = "{\"repository\":{\"full_name\":\"org/aws_prov\"}}";
    private static final String EVENTS = "{\"events\":[{\"action\":\"push\",\"target\":{\"repository\":\"aws_prov\"}},"
            + "{\"action\":\"push\",\"target\":{\"repository\":\"gcp_prov\"}}]}";

    private final List<String> renewed = new ArrayList<>();
    private long nanos;
    private boolean full;
    private Path secret;
    private Webhooks webhooks;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
        webhooks = new Webhooks(
                List.of(source("gitea", "gitea", secret), source("oci", "oci", secret), source("open", "gitea", null)),
                Set.of("gitea", "oci", "open", "drop-in")::contains,
                (source, repository) -> repository.endsWith("_prov")
                        ? Optional.of(provider(repository.replaceAll(".*/|_prov", "")))
                        : Optional.empty(),
                this::renew,
                new Deliveries(() -> nanos));
    }

    @Test
    void aSignedEventHasItsExtensionRenewed() {
        WebhookVerdict verdict = signed(BODY, "1");
        assertThat(verdict).isEqualTo(new WebhookVerdict("gitea", WebhookOutcome.ACCEPTED, Set.of(provider("aws"))));
        assertThat(renewed).containsExactly("gitea provider/aws");
    }

    @Test
    void allExtensionsOfAnEnvelopeAreRenewed() {
        assertThat(receive("oci", EVENTS, "authorization", "Bearer " + SECRET).outcome())
                .isEqualTo(WebhookOutcome.ACCEPTED);
        assertThat(renewed).containsExactly("oci provider/aws", "oci provider/gcp");
    }

    @Test
    void aGiteaMustSignAndARegistryMayShowTheSecret() {
        assertThat(receive("gitea", BODY, "authorization", "Bearer " + SECRET, "x-gitea-event", "release")
                        .outcome())
                .isEqualTo(WebhookOutcome.INVALID_SIGNATURE);
        assertThat(receive("oci", EVENTS, "x-hub-signature-256", "sha256=" + Webhook.hmac(SECRET, EVENTS))
                        .outcome())
                .isEqualTo(WebhookOutcome.ACCEPTED);
    }

    @Test
    void whoeverHasNoSecretIsNotServed() throws Exception {
        assertThat(receive("open", BODY).outcome()).isEqualTo(WebhookOutcome.DISABLED);
        assertThat(receive("drop-in", BODY).outcome()).isEqualTo(WebhookOutcome.DISABLED);
        assertThat(receive("nobody", BODY).outcome()).isEqualTo(WebhookOutcome.UNKNOWN_SOURCE);
        Files.delete(secret);
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.DISABLED);
    }

    @Test
    void aSecretThatWasChangedCountsAtOnce() throws Exception {
        Files.writeString(secret, "another");
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.INVALID_SIGNATURE);
        Files.writeString(secret, SECRET);
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.ACCEPTED);
    }

    @Test
    void aRepeatDoesNothingForTenMinutes() {
        signed(BODY, "1");
        nanos = Duration.ofMinutes(10).toNanos() - 1;
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.REPEATED);
        assertThat(signed(BODY, "2").outcome()).isEqualTo(WebhookOutcome.ACCEPTED);
        assertThat(renewed).hasSize(2);
        nanos = Duration.ofMinutes(10).toNanos();
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.ACCEPTED);
    }

    @Test
    void withoutANumberTheBytesSayWhatARepeatIs() {
        String[] shown = {"authorization", "Bearer " + SECRET};
        assertThat(receive("oci", EVENTS, shown).outcome()).isEqualTo(WebhookOutcome.ACCEPTED);
        assertThat(receive("oci", EVENTS, shown).outcome()).isEqualTo(WebhookOutcome.REPEATED);
        assertThat(receive("oci", EVENTS + " ", shown).outcome()).isEqualTo(WebhookOutcome.ACCEPTED);
    }

    @Test
    void aCallThatIsRefusedIsNotRemembered() {
        assertThat(receive("gitea", BODY, "x-gitea-delivery", "1", "x-gitea-event", "release")
                        .outcome())
                .isEqualTo(WebhookOutcome.INVALID_SIGNATURE);
        assertThat(signed("[", "1").outcome()).isEqualTo(WebhookOutcome.MALFORMED);
        full = true;
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.OVERLOADED);
        full = false;
        assertThat(signed(BODY, "1").outcome()).isEqualTo(WebhookOutcome.ACCEPTED);
    }

    @Test
    void whatNamesNoExtensionIsIgnored() {
        String other = BODY.replace("aws_prov", "website");
        assertThat(signed(other, "1")).isEqualTo(new WebhookVerdict("gitea", WebhookOutcome.IGNORED, Set.of()));
        assertThat(renewed).isEmpty();
    }

    @Test
    void aFormIsNotWhatWasSigned() {
        assertThat(receive("gitea", null, "content-type", "application/x-www-form-urlencoded; charset=utf-8")
                        .outcome())
                .isEqualTo(WebhookOutcome.UNSUPPORTED);
    }

    @Test
    void noMoreCallsAreRememberedThanAreAllowed() {
        Deliveries deliveries = new Deliveries(() -> nanos);
        for (int i = 0; i < Deliveries.REMEMBERED * 2; i++) {
            assertThat(deliveries.isFirst(new WebhookCall("oci", Map.of(), ("" + i).getBytes(StandardCharsets.UTF_8))))
                    .isTrue();
        }
        assertThat(deliveries.remembered()).isLessThanOrEqualTo(Deliveries.REMEMBERED);
    }

    private WebhookVerdict signed(String body, String delivery) {
        return receive(
                "gitea",
                body,
                "x-gitea-event",
                "release",
                "x-gitea-delivery",
                delivery,
                "x-gitea-signature",
                Webhook.hmac(SECRET, body));
    }

    private WebhookVerdict receive(String source, String body, String... headers) {
        Map<String, List<String>> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        ApiRequest request = new ApiRequest(
                "POST", false, "/api/v1/webhooks/" + source, Map.of("source", source), Map.of(), all, "test");
        return webhooks.receive(request, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    private boolean renew(String source, ExtensionId id) {
        renewed.add(source + " " + id);
        return !full;
    }

    private static SourceSettings source(String id, String kind, Path secret) {
        return new SourceSettings(
                id,
                kind,
                URI.create("http://source.example"),
                "org",
                null,
                null,
                null,
                List.of(),
                "auto",
                false,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                8,
                32,
                null,
                null,
                List.of(),
                secret);
    }
}
