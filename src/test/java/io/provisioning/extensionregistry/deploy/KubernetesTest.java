package io.provisioning.extensionregistry.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, against the models of the Kubernetes client library, which know every field and no other. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("src/deploy/kubernetes");

    /** Throws if an object has a field that its kind has not, or lacks one. */
    @FunctionalInterface
    private interface Model {
        void validate(JsonElement object) throws IOException;
    }

    private static final Map<String, Model> MODELS = Map.of(
            "Deployment", V1Deployment::validateJsonElement,
            "Service", V1Service::validateJsonElement,
            "ConfigMap", V1ConfigMap::validateJsonElement,
            "Secret", V1Secret::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    static List<String> manifests() {
        return StreamSupport.stream(read("kustomization.yaml").get("resources").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read(String file) {
        try {
            return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyManifestIsAppliedAndNothingElse() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("kustom")))
                    .containsExactlyInAnyOrderElementsOf(manifests());
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void itIsOfItsModel(String file) throws IOException {
        JsonNode object = read(file);
        String kind = object.get("kind").asText();

        assertThat(MODELS).containsKey(kind);
        MODELS.get(kind).validate(JsonParser.parseString(object.toString()));
        assertThat(object.at("/metadata/labels/app.kubernetes.io~1name").asText())
                .isEqualTo("extension-registry");
    }

    @Test
    void aFieldThatDoesNotExistIsFoundHoweverDeepItStands() {
        String wrong = read("deployment.yaml").toString().replace("readOnlyRootFilesystem", "readonlyRootFilesystem");

        assertThatThrownBy(() -> V1Deployment.validateJsonElement(JsonParser.parseString(wrong)))
                .hasMessageContaining("readonlyRootFilesystem");
    }

    @Test
    void thePodIsSafeAndWatched() {
        JsonNode deployment = read("deployment.yaml");
        JsonNode pod = deployment.at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(pod.get("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        for (String probe : List.of("startup", "liveness", "readiness")) {
            assertThat(container.at("/" + probe + "Probe/httpGet/path").asText())
                    .startsWith("/observe/health/");
        }
        assertThat(pod.findValuesAsText("secretName")).containsExactly("extension-registry");
        assertThat(container.get("env").findValuesAsText("name"))
                .noneMatch(name -> name.contains("TOKEN") || name.contains("PASSWORD"));
        assertThat(pod.get("volumes").findValuesAsText("name"))
                .containsAll(Set.copyOf(container.get("volumeMounts").findValuesAsText("name")));
        assertThat(read("disruption-budget.yaml").at("/spec/minAvailable").asInt())
                .isLessThan(deployment.at("/spec/replicas").asInt());
    }

    @Test
    void theConfigurationIsOneThatTheServiceTakes(@TempDir Path folder) throws Exception {
        JsonNode secrets = read("secret.yaml").get("stringData");
        for (var secret : secrets.properties()) {
            Files.writeString(folder.resolve(secret.getKey()), secret.getValue().asText());
        }
        Files.writeString(
                folder.resolve("config.toml"),
                read("config.yaml")
                        .at("/data/config.toml")
                        .asText()
                        .replace("/run/secrets/extension-registry", folder.toString()));
        Properties system = new Properties();
        system.put("registry.config", folder.resolve("config.toml").toString());
        Settings settings = SettingsLoader.load(system, Map.of(), folder);

        assertThat(settings.sources()).extracting("id").containsExactly("gitea", "oci");
        assertThat(settings.warnings()).isEmpty();
        // The folder is mounted, not the file: that would never change.
        Path levels = settings.log().levels();
        assertThat(read("deployment.yaml").findValuesAsText("mountPath"))
                .contains(levels.getParent().toString());
        assertThat(read("config.yaml").get("data").has(levels.getFileName().toString()))
                .isTrue();
    }
}
