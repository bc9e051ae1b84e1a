package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "  s3cret \r\n\n"})
    void theLineIsTheSecret(String content) throws Exception {
        assertThat(SecretFile.read(file(content))).isEqualTo("s3cret");
    }

    @Test
    void aChangedFileCountsAtOnce() throws Exception {
        Path file = file("s3cret");
        SecretFile.read(file);
        Files.writeString(file, "oth3rs");

        assertThat(SecretFile.read(file)).isEqualTo("oth3rs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "one\ntwo", "a\tb", "a\0b"})
    void whatIsNotOneLineIsRefusedAndNotShown(String content) throws Exception {
        assertRefused(file(content));
    }

    @Test
    void whatCannotBeReadIsRefused() throws Exception {
        assertRefused(folder.resolve("missing"));
        assertRefused(folder);
        assertRefused(file("x".repeat(100_000)));
    }

    private void assertRefused(Path file) {
        assertThatThrownBy(() -> SecretFile.read(file)).isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e.failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(e.getMessage()).doesNotContain(folder.toString(), "two");
        });
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("token"), content);
    }
}
