package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources of {@code src/examples}: each is copied into the folder of a running service, as it is, and works. */
class ExampleSourcesIT {
    private static final Path EXAMPLES = Path.of("src/examples");
    private static final byte[] AWS = TarGz.extension("provider", "aws", "1.2.0");

    @TempDir
    Path routes;

    private final StubServer remote = StubServer.start();
    private RunningRegistry registry;

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
        remote.close();
    }

    /** The keys are set first, in the file that users have; then the example is copied as it is. */
    private void start(String example, String... keysAndValues) throws Exception {
        Path config = Files.writeString(routes.resolve("config.toml"), "");
        registry = RunningRegistry.start(Map.of(
                "registry.config", config.toString(),
                "registry.routes", routes.toString(),
                "registry.health.interval-seconds", "1"));
        String source = example.replaceAll(".*/|\\..*", "");
        StringBuilder toml = new StringBuilder("[" + source + "]\n");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            toml.append(keysAndValues[i])
                    .append(" = \"")
                    .append(keysAndValues[i + 1])
                    .append("\"\n");
        }
        Files.writeString(config, toml);
        Path folder = Files.createDirectories(routes.resolve("backends"));
        Files.copy(EXAMPLES.resolve(example), folder.resolve(source + ".camel.yaml"));
    }

    private void loaded(String source) {
        Eventually.until(source + " is loaded", () -> header(registry.get("/extensions"), "X-Registry-Sources")
                .contains(source + ";state=fresh"));
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = registry.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Golden.parse(answer.body());
    }

    @Test
    void githubReleases() throws Exception {
        remote.on(
                "/orgs/acme/repos?per_page=100",
                StubAnswer.json("[" + repository("aws_prov", "AWS provider", "\"cloud\",\"aws\"") + ","
                                + repository("website", null, "") + "]")
                        .with("Link", "<" + remote.url() + "/orgs/acme/repos?per_page=100&page=2>; rel=\"next\""));
        remote.on(
                "/orgs/acme/repos?per_page=100&page=2",
                StubAnswer.json("[" + repository("kubernetes_taskserv", null, "") + ","
                        + repository("empty_cluster", null, "") + "]"));
        remote.on(
                "/repos/acme/aws_prov/releases?per_page=100",
                StubAnswer.json("[" + release("v1.3.0-rc.1", "true", "false", asset("aws_prov.tar.gz")) + ","
                        + release("v9.9.9", "false", "true", asset("aws_prov.tar.gz")) + ","
                        + release("v1.2.0", "false", "false", asset("notes.txt") + "," + asset("aws_prov.tar.gz"))
                        + "]"));
        remote.on(
                "/repos/acme/kubernetes_taskserv/releases?per_page=100",
                StubAnswer.json("[" + release("1.0.0", "false", "false", "") + "]"));
        remote.on("/repos/acme/empty_cluster/releases?per_page=100", StubAnswer.json("[]"));
        remote.on("/rate_limit", StubAnswer.json("{}"));
        remote.on("/files/aws_prov.tar.gz", StubAnswer.of(200, "application/gzip", AWS));
        start("github-releases/github.camel.yaml", "url", remote.url(), "organization", "acme");
        loaded("github");

        assertThat(each(registry.get("/extensions").body(), "name")).containsExactly("aws", "kubernetes");
        JsonNode aws = json("/extensions/provider/aws");
        assertThat(aws.get("version").asText()).isEqualTo("1.2.0");
        assertThat(aws.get("description").asText()).isEqualTo("AWS provider");
        assertThat(aws.get("author").asText()).isEqualTo("octocat");
        assertThat(aws.get("tags").toString()).isEqualTo("[\"cloud\",\"aws\"]");
        assertThat(aws.get("checksum").asText()).isEqualTo("sha256:" + TarGz.sha256(AWS));
        assertThat(aws.get("published_at").asText()).isEqualTo("2025-10-06T12:00:00Z");
        assertThat(each(registry.get("/extensions/provider/aws/versions").body(), "version"))
                .containsExactly("1.3.0-rc.1", "1.2.0");
        HttpResponse<byte[]> bytes = registry.bytes("/extensions/provider/aws/latest");
        assertThat(bytes.body()).isEqualTo(AWS);
        assertThat(header(bytes, "X-Registry-Source")).isEqualTo("github");
        assertThat(registry.get("/extensions/taskserv/kubernetes/1.0.0").body()).contains("no_artifact");
        assertThat(json("/health").at("/backends/github/circuit").asText()).isEqualTo("closed");
    }

    @Test
    void httpIndex() throws Exception {
        remote.on(
                "/extensions/index.json",
                StubAnswer.json("{\"extensions\":["
                        + entry("1.2.0", "files/aws.tar.gz") + "," + entry("1.1.0", remote.url() + "/old.tar.gz")
                        + ",{\"name\":\"rack\",\"type\":\"cluster\",\"version\":\"1.0\"}]}"));
        remote.on("/extensions/files/aws.tar.gz", StubAnswer.of(200, "application/gzip", AWS));
        remote.on("/old.tar.gz", StubAnswer.of(200, "application/gzip", AWS));
        start("http-index/index.camel.yaml", "url", remote.url() + "/extensions/index.json");
        loaded("index");

        assertThat(each(registry.get("/extensions").body(), "name")).containsExactly("aws", "rack");
        assertThat(each(registry.get("/extensions/provider/aws/versions").body(), "version"))
                .containsExactly("1.2.0", "1.1.0");
        assertThat(registry.bytes("/extensions/provider/aws/latest").body()).isEqualTo(AWS);
        assertThat(registry.bytes("/extensions/provider/aws/1.1.0").body()).isEqualTo(AWS);
        assertThat(json("/health").at("/backends/index/healthy").asBoolean()).isTrue();
    }

    @Test
    void aListThatIsOurOwnAnswerIsAnIndexToo() throws Exception {
        remote.on("/index.json", StubAnswer.json("[" + entry("1.2.0", "aws.tar.gz") + "]"));
        start("http-index/index.camel.yaml", "url", remote.url() + "/index.json");
        loaded("index");

        assertThat(json("/extensions/provider/aws").get("download_url").asText())
                .isEqualTo(remote.url() + "/aws.tar.gz");
    }

    private String repository(String name, String description, String topics) {
        return "{\"name\":\"" + name + "\",\"description\":"
                + (description == null ? "null" : "\"" + description + "\"") + ",\"html_url\":\"" + remote.url()
                + "/acme/" + name + "\",\"topics\":[" + topics + "],\"private\":false}";
    }

    private static String release(String tag, String prerelease, String draft, String assets) {
        return "{\"tag_name\":\"" + tag + "\",\"prerelease\":" + prerelease + ",\"draft\":" + draft
                + ",\"published_at\":\"2025-10-06T12:00:00Z\",\"author\":{\"login\":\"octocat\"},\"assets\":[" + assets
                + "]}";
    }

    private String asset(String name) {
        return "{\"name\":\"" + name + "\",\"size\":" + AWS.length + ",\"digest\":\"sha256:" + TarGz.sha256(AWS)
                + "\",\"browser_download_url\":\"" + remote.url() + "/files/" + name + "\"}";
    }

    private static String entry(String version, String url) {
        return "{\"name\":\"aws\",\"type\":\"provider\",\"version\":\"" + version + "\",\"download_url\":\"" + url
                + "\"}";
    }
}
