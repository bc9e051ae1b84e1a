package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TestCertificate;
import io.provisioning.extensionregistry.support.TestSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SourceHttpClientTest {
    @TempDir
    private Path folder;

    @Test
    void aSourceWithItsOwnAuthorityIsTrustedOnlyWithItsFile() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder);
        try (StubServer source = StubServer.startTls(certificate.server());
                WireCall without = new WireCall(settings(source.url(), null, null));
                WireCall with = new WireCall(settings(source.url(), certificate.pem(), null))) {
            source.on("/x", StubAnswer.json("{}"));

            assertThat(without.failure(source.url("/x")).reason()).isEqualTo(Reason.TLS);
            assertThat(with.get(source.url("/x")).status()).isEqualTo(200);
        }
    }

    @Test
    void theCertificateMustBeForTheHost() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder);
        try (StubServer source = StubServer.startTls(certificate.server())) {
            String url = source.url().replace("127.0.0.1", "localhost");
            try (WireCall call = new WireCall(settings(url, certificate.pem(), null))) {
                assertThat(call.failure(URI.create(url + "/x")).reason()).isEqualTo(Reason.TLS);
            }
        }
    }

    @Test
    void aFileMayHoldSeveralAuthorities() throws Exception {
        TestCertificate one = TestCertificate.create(Files.createDirectory(folder.resolve("one")));
        TestCertificate two = TestCertificate.create(Files.createDirectory(folder.resolve("two")));
        Path both = Files.writeString(
                folder.resolve("both.pem"), Files.readString(one.pem()) + "\n" + Files.readString(two.pem()));
        try (StubServer source = StubServer.startTls(two.server());
                WireCall call = new WireCall(settings(source.url(), both, null))) {
            source.on("/x", StubAnswer.json("{}"));

            assertThat(call.get(source.url("/x")).status()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatHoldsNoAuthorityIsNotAccepted() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path text = Files.writeString(
                folder.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----");

        for (Path bad : List.of(empty, text, folder.resolve("missing.pem"))) {
            assertThatThrownBy(() -> SourceHttpClient.create(settings("https://a.example", bad, null)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void plainHttpWhereTlsIsExpectedIsATlsFailure() throws Exception {
        try (StubServer source = StubServer.start();
                WireCall call = new WireCall(settings(source.url(), null, null))) {
            assertThat(call.failure(URI.create("https://" + source.authority() + "/x"))
                            .reason())
                    .isIn(Reason.TLS, Reason.UNAVAILABLE);
        }
    }

    @Test
    void everythingGoesThroughTheProxy() throws Exception {
        try (StubServer proxy = StubServer.start();
                WireCall call = new WireCall(settings("http://gitea.invalid", null, URI.create(proxy.url())))) {
            proxy.on("http://gitea.invalid/x%2Fy?a=b", StubAnswer.json("{}"));

            assertThat(call.get(URI.create("http://gitea.invalid/x%2Fy?a=b")).status())
                    .isEqualTo(200);
        }
    }

    private static SourceSettings settings(String url, Path ca, URI proxy) {
        return TestSettings.source("gitea", "gitea", url, Duration.ofSeconds(10), 4, ca, proxy, List.of());
    }
}
