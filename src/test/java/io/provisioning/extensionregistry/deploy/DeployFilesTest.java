package io.provisioning.extensionregistry.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.provisioning.extensionregistry.config.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose file, systemd unit and dashboard: what they name is there, and what they set is known. */
class DeployFilesTest {
    private static final Path DEPLOY = Path.of("src/deploy");

    @TempDir
    Path folder;

    @Test
    void whatTheComposeFileMountsIsThereAndItsImagesHaveVersions() throws Exception {
        Path file = DEPLOY.resolve("compose/compose.yaml");
        JsonNode services = new YAMLMapper().readTree(file.toFile()).get("services");

        assertThat(services.findValuesAsText("image"))
                .hasSize(3)
                .allMatch(image -> image.matches("[\\w/-]+:v?\\d+\\.\\d+\\.\\d+"));
        services.forEach(service -> service.path("volumes").forEach(volume -> {
            String from = volume.asText().replaceAll(":.*", "");
            if (from.startsWith(".")) {
                assertThat(file.getParent().resolve(from)).exists();
            }
        }));
        assertThat(file.getParent()
                        .resolve(services.at("/extension-registry/build").asText())
                        .resolve("Dockerfile"))
                .exists();
        assertThat(services.at("/extension-registry/read_only").asBoolean()).isTrue();
    }

    /** The image's root may be read-only because all that is written goes to its volume. */
    @Test
    void theVolumeOfTheImageIsMountedAndHoldsAllThatIsKept() throws Exception {
        String image = Files.readString(Path.of("Dockerfile"));
        String volume = image.replaceAll("(?s).*\\nVOLUME (\\S+)\\n.*", "$1");
        JsonNode compose =
                new YAMLMapper().readTree(DEPLOY.resolve("compose/compose.yaml").toFile());
        JsonNode service = compose.at("/services/extension-registry");
        JsonNode pod = new YAMLMapper()
                .readTree(DEPLOY.resolve("kubernetes/deployment.yaml").toFile())
                .at("/spec/template/spec");

        assertThat(volume).startsWith("/");
        assertThat(image).contains("\nENV REGISTRY_STORE_DIRECTORY=" + volume + "/");
        assertThat(service.at("/environment/REGISTRY_CACHE_DIRECTORY").asText()).startsWith(volume + "/");
        String[] mount = service.at("/volumes/0").asText().split(":");
        assertThat(mount[1]).isEqualTo(volume);
        assertThat(compose.get("volumes").has(mount[0])).isTrue();
        assertThat(pod.at("/containers/0/volumeMounts")).anySatisfy(each -> {
            assertThat(each.get("mountPath").asText()).isEqualTo(volume);
            assertThat(each.path("readOnly").asBoolean()).isFalse();
        });
        assertThat(pod.at("/containers/0/env"))
                .anySatisfy(each -> assertThat(each.toString()).contains("REGISTRY_CACHE_DIRECTORY", volume + "/"));
        assertThat(pod.at("/containers/0/env").toString()).doesNotContain("REGISTRY_STORE_DIRECTORY");
    }

    /** The kubelet evicts a pod whose volume grows beyond its limit. */
    @Test
    void theVolumeOfAPodHasRoomForAFullStore() throws Exception {
        JsonNode limit = new YAMLMapper()
                .readTree(DEPLOY.resolve("kubernetes/deployment.yaml").toFile())
                .at("/spec/template/spec/volumes")
                .findValue("sizeLimit");
        long store =
                SettingsLoader.load(new Properties(), Map.of(), folder).store().maxBytes();

        assertThat(limit.asText()).matches("\\d+Gi");
        assertThat(Long.parseLong(limit.asText().replace("Gi", "")) << 30).isGreaterThan(store);
    }

    @Test
    void everyVariableIsOneOfOurs() throws Exception {
        Map<String, String> environment = new HashMap<>();
        JsonNode compose = new YAMLMapper()
                .readTree(DEPLOY.resolve("compose/compose.yaml").toFile())
                .at("/services/extension-registry/environment");
        compose.properties()
                .forEach(each ->
                        environment.put(each.getKey(), each.getValue().asText().replaceAll("\\$\\{.*", "")));
        new YAMLMapper()
                .readTree(DEPLOY.resolve("kubernetes/deployment.yaml").toFile())
                .at("/spec/template/spec/containers/0/env")
                .forEach(each -> environment.put(
                        each.get("name").asText(), each.get("value").asText()));
        Pattern.compile("(?m)^Environment=(\\w+)=(.*)$")
                .matcher(Files.readString(DEPLOY.resolve("systemd/extension-registry.service")))
                .results()
                .forEach(match -> environment.put(match.group(1), match.group(2)));
        assertThat(environment).hasSizeGreaterThan(6);
        Path config = Files.writeString(folder.resolve("config.toml"), "");
        environment.put("REGISTRY_CONFIG", config.toString());

        assertThat(SettingsLoader.load(new Properties(), environment, folder).warnings())
                .isEmpty();
    }

    @Test
    void theUnitKnowsHowTheServiceEnds() throws Exception {
        List<String> unit = Files.readAllLines(DEPLOY.resolve("systemd/extension-registry.service"));

        assertThat(unit)
                .contains("SuccessExitStatus=143", "RestartPreventExitStatus=78", "Restart=on-failure", "[Install]")
                .anyMatch(line -> line.startsWith("ExecStart=/usr/bin/java ") && line.contains(" -jar /"))
                .anyMatch(line -> line.equals("DynamicUser=yes") || line.startsWith("User="));
        assertThat(unit).allMatch(line -> line.isEmpty() || line.matches("#.*|\\[\\w+]|\\w+=.*"));
    }

    @Test
    void theUnitStartsWithTheArchiveThatItTellsToMake() throws Exception {
        String unit = Files.readString(DEPLOY.resolve("systemd/extension-registry.service"));
        String made = "(?m)^# .* in (/\\S+) .*\\n#   java .*-XX:ArchiveClassesAtExit=(\\S+) -jar (/\\S+) train$";
        Matcher command = Pattern.compile(made).matcher(unit);

        assertThat(command.find()).isTrue();
        assertThat(unit)
                .containsPattern("(?m)^ExecStart=.* -XX:SharedArchiveFile="
                        + command.group(1).replace(",", "") + "/" + command.group(2) + " .*-jar " + command.group(3)
                        + "$");
    }

    @Test
    void thePanelsOfTheDashboardAskTheChosenSourceForTheChosenInstances() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/dashboards/extension-registry.json")
                        .toFile());
        List<String> asked = dashboard.findValuesAsText("expr");

        assertThat(asked).hasSizeGreaterThan(15).allSatisfy(expression -> assertThat(expression)
                .contains("$instance"));
        assertThat(dashboard.get("panels").findValuesAsText("uid")).containsOnly("${datasource}");
        assertThat(dashboard.get("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }
}
