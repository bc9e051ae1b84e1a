package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir
    Path folder;

    @Test
    void whatIsReadOnceMoreIsWhatIsSetThen() throws Exception {
        Settings before = new Loading(folder).load();
        new Loading(folder)
                .file("routes/backends/nexus.camel.yaml", "")
                .file("application.properties", "registry.nexus.url=http://nexus.example.com");

        assertThat(before.asProperties()).doesNotContainKey("registry.nexus.url");
        assertThat(before.reader().read().asProperties())
                .containsEntry("registry.nexus.url", "http://nexus.example.com");
    }
}
