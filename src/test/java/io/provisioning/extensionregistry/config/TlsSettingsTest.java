package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
    private static final String CERTIFICATE = "registry.server.tls-certificate-path";
    private static final String KEY = "registry.server.tls-key-path";

    @TempDir
    private Path folder;

    private TestCertificate one;
    private TestCertificate other;

    @BeforeEach
    void make() throws Exception {
        one = TestCertificate.create(Files.createDirectory(folder.resolve("one")));
        other = TestCertificate.create(Files.createDirectory(folder.resolve("other")));
    }

    private List<String> problems(String certificate, String key) {
        return new Loading(folder)
                .property(CERTIFICATE, certificate)
                .property(KEY, key)
                .problems();
    }

    @Test
    void aCertificateWithItsKeyIsGood() throws Exception {
        Settings settings = new Loading(folder)
                .property(CERTIFICATE, "one/ca.pem")
                .property(KEY, "one/key.pem")
                .load();

        assertThat(settings.server().tls()).isEqualTo(new TlsFiles(one.pem(), one.key()));
    }

    @Test
    void oneWithoutTheOtherIsNot() {
        assertThat(problems("one/ca.pem", ""))
                .containsExactly(KEY + " = \"\": must be a path, because " + CERTIFICATE + " is set");
        assertThat(problems("", "one/key.pem"))
                .containsExactly(CERTIFICATE + " = \"\": must be a path, because " + KEY + " is set");
    }

    @Test
    void filesThatCannotBeServedAreNamedWithTheReason() throws Exception {
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(
                folder.resolve("locked"), Files.readString(one.key()).replace("PRIVATE", "ENCRYPTED PRIVATE"));

        assertThat(problems("none", "one/key.pem")).singleElement().asString().endsWith("(a file cannot be read)");
        assertThat(problems("one/ca.pem", other.key().toString()))
                .containsExactly(CERTIFICATE + " = \"one/ca.pem\": must be the path of a PEM file whose key is in "
                        + KEY + " (the key is not that of the certificate)");
        for (String bad : List.of("empty", "locked", "one/ca.pem")) {
            assertThat(problems("one/ca.pem", bad))
                    .as(bad)
                    .singleElement()
                    .asString()
                    .endsWith("(not a PEM file of certificates and one of a key without a password)");
        }
        assertThat(problems("empty", "one/key.pem")).hasSize(1);
    }
}
