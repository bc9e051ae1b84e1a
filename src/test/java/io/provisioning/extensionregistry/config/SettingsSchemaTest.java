package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema with which editors check config.toml is the one of our keys. */
class SettingsSchemaTest {
    private static final Path FILE = Path.of("src/docs/config.schema.json");
    private final ObjectMapper json = new ObjectMapper();
    private JsonNode schema;

    @BeforeEach
    void read() throws Exception {
        if (System.getProperty("schema.write") != null) {
            String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(new SettingsSchema().make());
            Files.writeString(FILE, text + "\n");
        }
        schema = json.readTree(FILE.toFile());
    }

    private Set<ValidationMessage> problems(String toml) throws Exception {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(new TomlMapper().readTree(toml));
    }

    @Test
    void itIsWhatTheKeysSay() throws Exception {
        assertThat(json.writeValueAsString(schema))
                .as("the schema is made anew with -Dtest=SettingsSchemaTest -Dschema.write=true")
                .isEqualTo(json.writeValueAsString(new SettingsSchema().make()));
    }

    @Test
    void aConfigurationInItsPublishedShapeIsValid() throws Exception {
        assertThat(problems("""
                        sources = ["gitea", "gitea-eu", "nexus"]
                        [server]
                        host = "0.0.0.0"
                        port = 8082
                        [gitea]
                        url = "https://gitea.example.com"
                        organization = "provisioning"
                        token_path = "/run/secrets/token"
                        [gitea-eu]
                        kind = "gitea"
                        url = "https://gitea.eu.example.com"
                        [oci]
                        registry = "registry.example.com"
                        namespace = "provisioning"
                        auth_token_path = "/run/secrets/token"
                        [cache]
                        capacity = 1000
                        ttl_seconds = 300
                        [nexus]
                        url = "https://nexus.example.com"
                        """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[server]\nprot = 8082",
                "[server]\nport = \"8082\"",
                "[cache]\nttl_seconds = -1",
                "[gitea]\nrepositories = \"\"",
                "[oci]\ndiscovery = \"guess\"",
                "fan_out = 1"
            })
    void aMistakeIsFound(String toml) throws Exception {
        assertThat(problems(toml)).isNotEmpty();
    }
}
