package io.provisioning.extensionregistry.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A Gitea and an OCI registry with one extension each, in the wire shapes that their APIs publish; the answers are those of
 * {@code training/sources.yaml}. A JVM that watched the service read them has what real ones will need.
 */
public final class TrainingSources implements AutoCloseable {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final HttpServer server;
    private final JsonNode answers;

    private TrainingSources(HttpServer server, JsonNode answers) {
        this.server = server;
        this.answers = answers;
    }

    /** Opens them on a free port of the loopback interface. */
    public static TrainingSources open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (InputStream in = TrainingSources.class.getResourceAsStream("/training/sources.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            TrainingSources sources = new TrainingSources(server, YAML.readTree(text.replace("%url%", url(server))));
            server.createContext("/", sources::answer);
            server.start();
            return sources;
        }
    }

    /** The settings of a service that asks them and nobody else. */
    public Map<String, String> settings() {
        return Map.of(
                "registry.gitea.url",
                url(server),
                "registry.gitea.organization",
                "training",
                "registry.oci.registry",
                url(server),
                "registry.oci.namespace",
                "training");
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = answer == null
                    ? new byte[0]
                    : (answer.isTextual() ? answer.textValue() : answer.toString()).getBytes(StandardCharsets.UTF_8);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", type(answer));
            headers.set("Docker-Content-Digest", Checksum.over(body).toString());
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                headers.set("Content-Length", String.valueOf(body.length));
            }
            exchange.sendResponseHeaders(answer == null ? 404 : 200, head || body.length == 0 ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String type(JsonNode answer) {
        if (answer == null || answer.isTextual()) {
            return "application/octet-stream";
        }
        return answer.path("mediaType").asText("application/json");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
