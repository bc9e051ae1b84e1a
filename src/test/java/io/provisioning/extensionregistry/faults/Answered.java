package io.provisioning.extensionregistry.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Compares an answer with what is promised. */
final class Answered {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> differences = new ArrayList<>();
    private final HttpResponse<byte[]> answer;
    private final Promise promise;

    private Answered(HttpResponse<byte[]> answer, Promise promise) {
        this.answer = answer;
        this.promise = promise;
    }

    /** What is not as promised, in sentences; none if all is. */
    static List<String> differences(Question question, HttpResponse<byte[]> answer, Promise promise) {
        Answered answered = new Answered(answer, promise);
        answered.compare("status", promise.status(), answer.statusCode());
        promise.headers().forEach((name, value) -> answered.compare(name, value, answered.header(name)));
        if (answered.differences.isEmpty()) {
            answered.compareBody(question);
        }
        return answered.differences;
    }

    private void compareBody(Question question) {
        if (promise.error() != null) {
            JsonNode error = json();
            compare("error", promise.error(), error.path("error").asText());
            promise.reasons()
                    .forEach(reason -> compare(
                            "message with " + reason,
                            true,
                            error.path("message").asText().contains(reason)));
            return;
        }
        switch (question) {
            case LIST -> compare("body", Published.entries(promise.standings(), false), lines(json(), true));
            case SEARCH -> compare("body", Published.entries(promise.standings(), true), lines(json(), true));
            case GET ->
                compare(
                        "body",
                        Published.entries(promise.standings(), true),
                        lines(JSON.createArrayNode().add(json()), true));
            case VERSIONS -> compare("body", Published.versions(promise.standings()), lines(json(), false));
            case RESOLVE ->
                compare(
                        "body",
                        Published.versions(promise.standings()).subList(0, 1),
                        lines(JSON.createArrayNode().add(json()), false));
            case DOWNLOAD -> compare("the file", true, Arrays.equals(Published.ARCHIVE, answer.body()));
        }
    }

    private void compare(String what, Object promised, Object actual) {
        if (!Objects.equals(promised, actual)) {
            differences.add(what + " is " + actual + " instead of " + promised);
        }
    }

    private String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private JsonNode json() {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8), e);
        }
    }

    private static List<String> lines(JsonNode objects, boolean named) {
        List<String> lines = new ArrayList<>();
        for (JsonNode object : objects) {
            StringBuilder line = new StringBuilder();
            if (named) {
                line.append(object.path("name").asText()).append(' ');
            }
            line.append(object.path("version").asText())
                    .append(' ')
                    .append(object.path("source").asText());
            object.path("sources").forEach(each -> line.append(' ')
                    .append(each.path("source").asText())
                    .append('=')
                    .append(each.path("version").asText()));
            lines.add(line.toString());
        }
        return lines;
    }
}
