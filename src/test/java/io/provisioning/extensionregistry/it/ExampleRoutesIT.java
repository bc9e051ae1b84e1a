package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint and the step of {@code src/examples}, as they are, in a running service; and the check of a folder. */
class ExampleRoutesIT {
    private static final Path EXAMPLES = Path.of("src/examples");
    private static TwoSources sources;

    @BeforeAll
    static void start(@TempDir Path routes) throws Exception {
        copy("endpoint/latest-version.camel.yaml", routes.resolve("api"));
        copy("transformation/get.camel.yaml", routes.resolve("catalog"));
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.routes", routes.toString());
        sources = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), settings);
        sources.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    private static void copy(String example, Path folder) throws Exception {
        Path file = EXAMPLES.resolve(example);
        Files.copy(file, Files.createDirectories(folder).resolve(file.getFileName()));
    }

    @Test
    void anEndpointOfATeamsOwnAnswersLikeOurs() {
        HttpResponse<String> answer = sources.get("/latest-version/provider/aws");
        String version = Golden.parse(sources.get("/extensions/provider/aws").body())
                .get("version")
                .asText();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(version);
        assertThat(header(answer, "Content-Type")).startsWith("text/plain");
        assertThat(header(answer, "X-Request-Id")).isNotEmpty();
        HttpResponse<String> none = sources.get("/latest-version/provider/nothing");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(Golden.parse(none.body()).get("error").asText()).isEqualTo("not_found");
        assertThat(sources.send("HEAD", "/latest-version/provider/aws").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStepOnTheWayOutChangesWhatIsAnswered() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = sources.get("/extensions/provider/aws");
            assertThat(Golden.parse(answer.body()).path("support").asText())
                    .isEqualTo("https://support.example.com/provider/aws");
            assertThat(header(answer, "X-Registry-Sources")).contains("gitea;state=fresh");
            HttpResponse<String> again =
                    sources.get("/extensions/provider/aws", "If-None-Match", header(answer, "ETag"));
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void theRouteThatTheStepWasAddedToIsTheOneInTheJar() throws Exception {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode ours = yaml.readTree(Path.of("routes/catalog/get.camel.yaml").toFile());
        JsonNode example =
                yaml.readTree(EXAMPLES.resolve("transformation/get.camel.yaml").toFile());
        ArrayNode steps = (ArrayNode) example.at("/0/route/from/steps");
        steps.remove(steps.size() - 1);

        assertThat(example).isEqualTo(ours);
    }

    @Test
    void theJarChecksAFolderBeforeItIsDeployed(@TempDir Path folder) throws Exception {
        copy("endpoint/latest-version.camel.yaml", folder.resolve("routes/api"));
        try (PackagedRegistry good = PackagedRegistry.run(folder, "check", "routes/")) {
            assertThat(good.exitStatus()).as(good.err()).isZero();
            assertThat(good.out()).contains("1 route files in", "are good");
        }
        Files.createDirectories(folder.resolve("routes/backends"));
        Files.writeString(
                folder.resolve("routes/backends/nexus.camel.yaml"), "- route:\n    id: nexus.list\n    form: x\n");
        try (PackagedRegistry bad = PackagedRegistry.run(folder, "check", "routes/")) {
            assertThat(bad.exitStatus()).isEqualTo(1);
            assertThat(bad.err())
                    .contains("backends/nexus.camel.yaml:2: ", "form")
                    .doesNotContain("\tat ");
        }
    }
}
