package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.TestCertificate;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a certificate of its own. */
class HttpsIT {
    @TempDir
    private Path folder;

    @Test
    void theApiSpeaksHttpsAndTheProbesDoNot() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder);
        Map<String, String> settings = Map.of(
                "registry.server.tls-certificate-path", certificate.pem().toString(),
                "registry.server.tls-key-path", certificate.key().toString());
        try (RunningRegistry registry = RunningRegistry.start(settings);
                Socket client = certificate.connect(registry.application().port())) {
            client.getOutputStream().write("GET /api/v1/extensions HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            assertThat(Raw.head(client.getInputStream()))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("\r\nStrict-Transport-Security: max-age=31536000\r\n");
            assertThat(registry.application().banner(java.time.Duration.ZERO, false))
                    .contains("https://127.0.0.1:");

            HttpResponse<String> metrics = RunningRegistry.send(
                    RunningRegistry.request(registry.managementUrl() + "/observe/metrics")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(metrics.body())
                    .contains("tls_reload_failed 0.0")
                    .containsPattern("tls_certificate_expiry_seconds [56]\\d{5}\\.0");
        }
    }

    @Test
    void withoutOneNothingIsSaidOfIt() throws Exception {
        try (RunningRegistry registry = RunningRegistry.start(Map.of())) {
            HttpResponse<String> answer = registry.get("/metrics");
            assertThat(answer.body()).doesNotContain("tls_certificate");
            assertThat(answer.headers().map()).doesNotContainKey("strict-transport-security");
        }
    }
}
