package io.provisioning.extensionregistry.support;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A call as a Gitea or a registry makes it. */
public final class Webhook {
    private final String body;
    private final List<String> headers = new ArrayList<>();

    private Webhook(String body) {
        this.body = body;
    }

    /** Any bytes. */
    public static Webhook of(String body) {
        return new Webhook(body);
    }

    /** An event of a Gitea, not yet signed, with a number of its own. */
    public static Webhook gitea(String event, String repository, String... fields) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < fields.length; i += 2) {
            json.append('"')
                    .append(fields[i])
                    .append("\":\"")
                    .append(fields[i + 1])
                    .append("\",");
        }
        String name = repository.substring(repository.indexOf('/') + 1);
        String body = json + "\"repository\":{\"id\":7,\"name\":\"" + name + "\",\"full_name\":\"" + repository
                + "\"},\"sender\":{\"login\":\"jane\"}}";
        return of(body).with("Content-Type", "application/json")
                .with("X-Gitea-Event", event)
                .with("X-Gitea-Delivery", UUID.randomUUID().toString());
    }

    /** An envelope of the distribution registry with one event. */
    public static Webhook distribution(String action, String repository) {
        return of("{\"events\":[{\"id\":\"" + UUID.randomUUID() + "\",\"action\":\"" + action
                        + "\",\"target\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"repository\":\""
                        + repository + "\",\"tag\":\"9.9.9\"}}]}")
                .with("Content-Type", "application/vnd.docker.distribution.events.v2+json");
    }

    public Webhook with(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    /** With Gitea's signature. */
    public Webhook signed(String secret) {
        return with("X-Gitea-Signature", hmac(Secrets.required(secret), body));
    }

    /** With the secret itself, as a registry can be told to send it. */
    public Webhook showing(String secret) {
        return with("Authorization", "Bearer " + Secrets.required(secret));
    }

    /** Posts it to a source of the service. */
    public HttpResponse<String> to(RunningRegistry registry, String source) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + "/api/v1/webhooks/" + source))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return RunningRegistry.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The HMAC-SHA256 of a text in hexadecimal digits. */
    public static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
