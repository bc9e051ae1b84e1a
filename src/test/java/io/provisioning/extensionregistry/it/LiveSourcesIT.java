package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TarGz;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are a file of their own come, change, break, are repaired and go while requests go on. */
class LiveSourcesIT {
    private static final byte[] TOOL = TarGz.extension("taskserv", "tool", "2.1.0");
    private static final String FILE = "backends/shelf.camel.yaml";
    private static final List<String> OF_THE_OTHERS = List.of(
            "/extensions", "/extensions/provider/aws", "/extensions/provider/aws/versions", "/extensions/search?q=a");
    private static final List<String> OF_THE_FILE = List.of(
            "/extensions",
            "/extensions/taskserv/tool",
            "/extensions/taskserv/tool/versions",
            "/extensions/taskserv/tool/resolve?constraint=2.x",
            "/extensions/search?q=a",
            "/extensions/provider/aws");

    @TempDir
    Path routes;

    private StubServer remote;
    private TwoSources sources;
    private final List<String> bad = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile List<String> asksFor = OF_THE_OTHERS;
    private Thread client;

    @BeforeEach
    void start() throws Exception {
        remote = StubServer.start();
        remote.on("/one", StubAnswer.json("[" + tool("2.0.0") + "]"));
        remote.on("/two", StubAnswer.json("[" + tool("2.1.0") + "]"));
        remote.on("/files/tool.tar.gz", StubAnswer.of(200, "application/gzip", TOOL));
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.routes", routes.toString());
        sources = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), settings);
        sources.awaitLoaded();
        client = new Thread(this::goOnAsking, "client");
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        over.set(true);
        client.join();
        sources.close();
        remote.close();
    }

    /** Everything that is asked while files come and go must be answered, and the other sources must be in it. */
    private void goOnAsking() {
        while (!over.get()) {
            List<String> paths = asksFor;
            String path = paths.get(asked.get() % paths.size());
            try {
                HttpResponse<String> answer = sources.get(path);
                String from = header(answer, "X-Registry-Sources");
                if (answer.statusCode() != 200
                        || !from.startsWith("gitea;state=fresh")
                        || from.contains("failed;reason=inv")) {
                    bad.add(path + " " + answer.statusCode() + " " + from + " " + answer.body());
                }
            } catch (RuntimeException e) {
                bad.add(path + " " + e);
            }
            asked.incrementAndGet();
        }
    }

    /** From now on these are asked for; returns when each of them was answered, and none of the others is under way. */
    private void askFor(List<String> paths) {
        asksFor = paths;
        goneOnAsking();
    }

    /** Requests have gone on since, and none has failed so far. */
    private void goneOnAsking() {
        int enough = asked.get() + asksFor.size() + 1;
        Eventually.until("requests go on", () -> asked.get() >= enough);
        assertThat(bad).isEmpty();
    }

    private void put(String route) throws IOException {
        Path file = Files.createDirectories(routes.resolve("backends")).resolve("shelf.camel.yaml");
        Files.writeString(file, route);
    }

    private String from() {
        return sources.sources("/extensions");
    }

    private JsonNode health() {
        return Golden.parse(sources.get("/health").body());
    }

    private String version() {
        return Golden.parse(sources.get("/extensions/taskserv/tool").body())
                .path("version")
                .asText();
    }

    @Test
    void aFileIsDroppedInUsedBrokenRepairedAndRemovedWhileRequestsGoOn() throws Exception {
        put(route("/one", "log:any"));
        Eventually.until("the source appears", () -> from().contains("shelf;state=fresh"));
        assertThat(each(sources.get("/extensions").body(), "name")).contains("tool");
        assertThat(version()).isEqualTo("2.0.0");
        assertThat(health().at("/backends/shelf/healthy").asBoolean()).isTrue();
        assertThat(health().at("/backends/shelf/circuit").asText()).isEqualTo("closed");
        assertThat(sources.metric("source_up", "source=\"shelf\"")).hasSize(1);
        assertThat(sources.value("catalog_extensions", "source=\"shelf\"")).isEqualTo(1);
        assertThat(sources.metric("source_circuit_state", "source=\"shelf\"")).hasSize(1);

        askFor(OF_THE_FILE);
        put(route("/two", "log:any"));
        Eventually.until("the new version of the file counts", () -> version().equals("2.1.0"));
        assertThat(sources.registry()
                        .bytes("/extensions/taskserv/tool/latest?source=shelf")
                        .body())
                .isEqualTo(TOOL);

        goneOnAsking();
        put(route("/one", "htp:nowhere"));
        Eventually.until("health says that it is broken", () -> !health().at("/rejected_files")
                .isMissingNode());
        JsonNode rejected = health().at("/rejected_files/0");
        assertThat(health().get("status").asText()).isEqualTo("degraded");
        assertThat(rejected.get("file").asText()).isEqualTo(FILE);
        assertThat(rejected.get("line").asInt()).isEqualTo(11);
        assertThat(rejected.get("reason").asText()).contains("htp");
        assertThat(rejected.get("serving").asText()).isEqualTo("previous");
        assertThat(version()).isEqualTo("2.1.0");
        assertThat(from()).contains("shelf;state=fresh");
        goneOnAsking();

        put(route("/one", "log:any"));
        Eventually.until("it is repaired", () -> health().at("/rejected_files").isMissingNode());
        Eventually.until("the repaired version counts", () -> version().equals("2.0.0"));

        askFor(OF_THE_OTHERS);
        Files.delete(routes.resolve(FILE));
        Eventually.until("the source is gone", () -> !from().contains("shelf"));
        Eventually.until(
                "its metrics are gone",
                () -> sources.metric("source_up", "source=\"shelf\"").isEmpty()
                        && sources.metric("catalog_extensions", "source=\"shelf\"")
                                .isEmpty()
                        && sources.metric("source_circuit_state", "source=\"shelf\"")
                                .isEmpty());
        assertThat(each(sources.get("/extensions").body(), "name")).doesNotContain("tool");
        assertThat(health().get("status").asText()).isEqualTo("healthy");
        assertThat(health().at("/backends").has("shelf")).isFalse();
        assertThat(sources.get("/extensions?source=shelf").statusCode()).isEqualTo(400);

        goneOnAsking();
        put(route("/two", "log:any"));
        Eventually.until("it comes back", () -> from().contains("shelf;state=fresh"));
        assertThat(version()).isEqualTo("2.1.0");
        goneOnAsking();
    }

    @Test
    void aFileThatIsBrokenFromTheBeginningLeavesTheOthersAlone() throws Exception {
        put("- route:\n    id: shelf.list\n  nonsense: [\n");
        Files.writeString(
                routes.resolve("backends/gitea-two.camel.yaml"),
                route("/one", "log:any").replace("shelf", "gitea-two"));
        Eventually.until("the good one appears", () -> from().contains("gitea-two;state=fresh"));
        Eventually.until("the broken one is named", () -> health().at("/rejected_files/0")
                .isObject());

        assertThat(health().at("/rejected_files/0/serving").asText()).isEqualTo("nothing");
        assertThat(health().at("/rejected_files/0/line").asInt()).isPositive();
        assertThat(from()).doesNotContain("shelf");
        assertThat(bad).isEmpty();
    }

    private String tool(String version) {
        return "{\"name\":\"tool\",\"type\":\"taskserv\",\"version\":\"" + version + "\",\"download_url\":\""
                + remote.url() + "/files/tool.tar.gz\",\"checksum\":\"sha256:" + TarGz.sha256(TOOL) + "\"}";
    }

    private String route(String path, String then) {
        return """
                - route:
                    id: shelf.list
                    description: For a test
                    group: backend-drop-in
                    routeConfigurationId: backend
                    from:
                      uri: direct:shelf.list
                      steps:
                        - removeHeaders:
                            pattern: "*"
                        - to: %s
                        - to:
                            uri: %s%s
                            parameters:
                              httpMethod: GET
                """.formatted(then, remote.url(), path);
    }
}
