package io.provisioning.extensionregistry.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Asks a registry by the distribution specification, and shows what it answered. */
record V2Client(String url) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static V2Client of(RunningRegistry registry) {
        return new V2Client(registry.url());
    }

    /** @param path below {@code /v2} */
    HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) {
        HttpRequest request = RunningRegistry.request(url + "/v2" + path, headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return RunningRegistry.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String path, String... headers) {
        return json(get(path, headers));
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a field that is a list. */
    static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** The code of the first error. */
    static String code(HttpResponse<byte[]> answer) {
        return json(answer).at("/errors/0/code").asText();
    }

    /** An empty text if it is not there. */
    static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
