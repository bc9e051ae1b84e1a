package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Has a stub answer as another server does, so that it can be made to fail where that one does not. */
public final class Forward {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "keep-alive", ":status");

    private Forward() {}

    /** What the server at an address, without a trailing slash, answers to a request without a body. */
    public static StubAnswer to(String url, StubRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(url + request.target()))
                .method(request.method(), HttpRequest.BodyPublishers.noBody());
        request.headers().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> forwarded.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = CLIENT.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
        List<String> headers = answer.headers().map().entrySet().stream()
                .filter(header -> !OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))
                        || request.method().equals("HEAD") && header.getKey().equalsIgnoreCase("content-length"))
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .toList();
        return new StubAnswer(answer.statusCode(), headers, answer.body(), StubAnswer.Fault.NONE, null);
    }
}
