package io.provisioning.extensionregistry.webhooks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.List;
import java.util.Map;

/** What the sender of a webhook is told. */
public final class WebhookAnswers {
    /**
     * The answer to a verified call.
     *
     * @param outcome {@code accepted}, {@code ignored} or {@code repeated}
     * @param extensions what is being renewed, as {@code provider/aws}
     */
    @JsonPropertyOrder({"outcome", "extensions"})
    public record View(String outcome, List<String> extensions) {}

    /** 202 or 200; every other outcome is thrown as the error that it is. */
    public RouteAnswer of(WebhookVerdict verdict) {
        return switch (verdict.outcome()) {
            case ACCEPTED, IGNORED, REPEATED ->
                new RouteAnswer(
                        verdict.outcome().status(),
                        "application/json",
                        Map.of("Cache-Control", "no-store"),
                        JsonBytes.of(new View(
                                verdict.outcome().wireName(),
                                verdict.extensions().stream()
                                        .map(ExtensionId::toString)
                                        .toList())));
            case UNKNOWN_SOURCE -> throw new RegistryException(ErrorKind.NOT_FOUND, "There is no such source");
            case DISABLED ->
                throw new RegistryException(
                        ErrorKind.WEBHOOK_DISABLED, "This source has no webhook secret, so its webhooks are refused");
            case INVALID_SIGNATURE ->
                throw new RegistryException(
                        ErrorKind.INVALID_SIGNATURE,
                        "The call is not signed with the secret of this source",
                        // RFC 9110, 15.5.2: a 401 has one. A signature is no scheme of HTTP's.
                        Map.of("WWW-Authenticate", "Bearer"));
            case UNSUPPORTED ->
                throw new RegistryException(
                        ErrorKind.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON: choose application/json");
            case MALFORMED ->
                throw new RegistryException(ErrorKind.BAD_REQUEST, "The body is no event that is known here");
            case OVERLOADED ->
                throw new RegistryException(
                        ErrorKind.SOURCE_UNAVAILABLE, "Too many renewals are waiting", Map.of("Retry-After", "5"));
            case TOO_LARGE ->
                throw new RegistryException(ErrorKind.PAYLOAD_TOO_LARGE, "The request's body is too large");
        };
    }
}
