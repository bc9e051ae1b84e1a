package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.upstream.Failures;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciDownloadTest {
    private final FakeRegistry registry = FakeRegistry.sample();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theBytesAreTheLayerAndTheHeadSaysHowMany() throws Exception {
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            Exchange done = routes.download(file, Map.of());

            byte[] bytes = done.getMessage().getBody(byte[].class);
            assertThat(OciDocuments.digest(bytes)).isEqualTo(file.checksum().toString());
            assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
            assertThat(done.getMessage().getHeader("Content-Length", Long.class))
                    .isEqualTo(file.size());
            StubRequest blob = last(registry);
            assertThat(blob.headers().keySet())
                    .containsExactlyInAnyOrder("accept", "accept-encoding", "connection", "host", "user-agent");
            assertThat(blob.target()).isEqualTo("/v2/provisioning/aws-provider/blobs/" + file.checksum());
        }
    }

    @Test
    void aRangeIsPassedOn() throws Exception {
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            byte[] all = routes.download(file, Map.of()).getMessage().getBody(byte[].class);
            Exchange done = routes.download(file, Map.of("range", "bytes=10-19", "ifRange", "\"x\""));

            assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(206);
            assertThat(done.getMessage().getHeader("Content-Range")).isEqualTo("bytes 10-19/" + all.length);
            assertThat(done.getMessage().getBody(byte[].class)).isEqualTo(Arrays.copyOfRange(all, 10, 20));
            assertThat(last(registry).header("if-range")).contains("\"x\"");
        }
    }

    @Test
    void theHeadAloneIsAskedForAsSuch() throws Exception {
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            Exchange done = routes.download(file, Map.of("headOnly", true));

            assertThat(last(registry).method()).isEqualTo("HEAD");
            assertThat(done.getMessage().getBody(byte[].class)).isEmpty();
            assertThat(done.getMessage().getHeader("Content-Length", Long.class))
                    .isEqualTo(file.size());
        }
    }

    @Test
    @DisplayName("E41: a blob on another host is fetched without credentials")
    void aRedirectToAnotherHostIsFollowedWithoutTheToken() throws Exception {
        registry.bearer().blobsOnCdn();
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            Exchange done = routes.download(file, Map.of("range", "bytes=0-9"));

            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody(byte[].class)).hasSize(10);
            assertThat(last(registry).header("authorization")).isPresent();
            StubRequest cdn = registry.cdn().requests().get(0);
            assertThat(cdn.header("authorization")).isEmpty();
            assertThat(cdn.header("range")).contains("bytes=0-9");
            assertThat(cdn.target()).endsWith("?signature=abc");
        }
    }

    @Test
    void aDownloadLogsInByItself() throws Exception {
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            registry.bearer();
            Exchange done = routes.download(file, Map.of());

            assertThat(done.getMessage().getBody(byte[].class))
                    .hasSize(file.size().intValue());
            assertThat(registry.tokens().server().requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, UNAUTHORIZED",
        "404, INVALID_ANSWER",
        "416, INVALID_ANSWER",
        "429, RATE_LIMITED",
        "503, UNAVAILABLE"
    })
    void whateverIsNotTheFileIsThrown(int status, Reason reason) throws Exception {
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            registry.server().on("/v2/provisioning/aws-provider/blobs/" + file.checksum(), StubAnswer.status(status));
            Exchange done = routes.download(file, Map.of());

            assertThat(Failures.of(done.getException()).reason()).isEqualTo(reason);
        }
    }

    @Test
    void aLogInPageIsNotTheFile() throws Exception {
        try (OciRoutes routes = routes()) {
            Artifact file = file(routes);
            registry.server()
                    .on(
                            "/v2/provisioning/aws-provider/blobs/" + file.checksum(),
                            StubAnswer.of(200, "text/html; charset=utf-8", "<html>log in</html>"));

            assertThat(Failures.of(routes.download(file, Map.of()).getException())
                            .reason())
                    .isEqualTo(Reason.UNAUTHORIZED);
        }
    }

    private OciRoutes routes() throws Exception {
        return new OciRoutes(RegistrySettings.of(registry.url()).build());
    }

    private static Artifact file(OciRoutes routes) {
        return routes.find("provider", "aws")
                .extensions()
                .get(0)
                .latest()
                .download()
                .orElseThrow();
    }

    private static StubRequest last(FakeRegistry registry) {
        var requests = registry.server().requests();
        return requests.get(requests.size() - 1);
    }
}
