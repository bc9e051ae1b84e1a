package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciListTest {
    private final FakeRegistry registry = FakeRegistry.sample();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void oneCallForTheCatalogueAndTwoForEachRepository() throws Exception {
        BackendAnswer answer = list(settings());

        assertThat(answer.extensions().stream().map(each -> each.id().toString()))
                .containsExactlyInAnyOrder(
                        "provider/aws", "provider/upcloud", "taskserv/kubernetes", "cluster/buildkit");
        assertThat(answer.skipped()).isEmpty();
        assertThat(registry.server().targets())
                .containsExactlyInAnyOrder(
                        "/v2/_catalog?n=100",
                        "/v2/provisioning/aws-provider/tags/list?n=100",
                        "/v2/provisioning/aws-provider/manifests/1.2.0",
                        "/v2/provisioning/upcloud-provider/tags/list?n=100",
                        "/v2/provisioning/upcloud-provider/manifests/1.0.0",
                        "/v2/provisioning/kubernetes-taskserv/tags/list?n=100",
                        "/v2/provisioning/kubernetes-taskserv/manifests/1.29.1",
                        "/v2/provisioning/buildkit-cluster/tags/list?n=100",
                        "/v2/provisioning/buildkit-cluster/manifests/0.13.0");
    }

    @Test
    void theLatestVersionIsDescribedByItsManifest() throws Exception {
        SourceExtension aws = extension(list(settings()), "aws");

        assertThat(aws.source()).isEqualTo("oci-eu");
        assertThat(aws.description()).isEqualTo("AWS provider for provisioning infrastructure");
        assertThat(aws.author()).isEqualTo("provisioning-team");
        assertThat(aws.repository()).isEqualTo("https://git.example.com/provisioning/aws-provider");
        assertThat(aws.tags()).containsExactly("infrastructure", "provider");
        assertThat(aws.versions()).extracting(each -> each.version().text()).containsExactly("1.2.0", "1.1.0", "1.0.0");
        ExtensionVersion latest = aws.latest();
        assertThat(latest.publishedAt()).isEqualTo(Instant.parse("2025-03-01T08:00:00Z"));
        var file = latest.download().orElseThrow();
        String digest = file.checksum().toString();
        assertThat(file.fileName()).isEqualTo("aws-provider.tar.gz");
        assertThat(file.contentId()).isNull();
        assertThat(file.location()).isEqualTo("provisioning/aws-provider@" + digest);
        assertThat(file.downloadUrl()).isEqualTo(registry.url() + "/v2/provisioning/aws-provider/blobs/" + digest);
    }

    @Test
    void theLatestVersionIsStableThoughAPreReleaseIsHigher() throws Exception {
        SourceExtension upcloud = extension(list(settings()), "upcloud");

        assertThat(upcloud.latest().version().text()).isEqualTo("1.0.0");
        assertThat(upcloud.latest().download()).isPresent();
    }

    @Test
    void nothingOfTheCallerReachesTheRegistry() throws Exception {
        list(settings());

        for (StubRequest request : registry.server().requests()) {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.headers().keySet())
                    .containsExactlyInAnyOrder("accept", "accept-encoding", "connection", "host", "user-agent");
            assertThat(request.header("accept-encoding")).contains("identity");
        }
    }

    @Test
    void aRepositoryThatIsGoneIsPassedOver() throws Exception {
        registry.server().on("/v2/provisioning/aws-provider/tags/list?n=100", StubAnswer.status(404));

        BackendAnswer answer = list(settings());

        assertThat(answer.extensions()).hasSize(3);
        assertThat(answer.skipped()).isEqualTo(Map.of("not_found", 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void aRepositoryThatDoesNotAnswerFailsTheWholeList(int status) throws Exception {
        registry.server().on("/v2/provisioning/aws-provider/tags/list?n=100", StubAnswer.status(status));

        BackendAnswer answer = list(settings());

        assertThat(answer.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(answer.failure().reason())
                .isEqualTo(
                        status < 429 ? Reason.UNAUTHORIZED : status == 429 ? Reason.RATE_LIMITED : Reason.UNAVAILABLE);
    }

    @Test
    void aManifestThatBreaksOffFailsTheWholeList() throws Exception {
        registry.server()
                .on(
                        "/v2/provisioning/aws-provider/manifests/1.2.0",
                        StubAnswer.json("{\"schemaVersion\":2}").failing(StubAnswer.Fault.TRUNCATE));

        assertThat(list(settings()).failure().reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void aNamespaceOfWhichTheCatalogueHoldsNothingIsEmpty() throws Exception {
        BackendAnswer answer =
                list(RegistrySettings.of(registry.url()).namespace("elsewhere").build());

        assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(answer.extensions()).isEmpty();
        assertThat(registry.server().targets()).containsExactly("/v2/_catalog?n=100");
    }

    @Test
    void namesThatNoExtensionMayHaveAreCounted() throws Exception {
        registry.content().repository("provisioning/" + "x".repeat(101) + "-provider");
        registry.content().repository("provisioning/website");
        registry.content().repository("provisioning/team/deep-provider");

        BackendAnswer answer = list(settings());

        assertThat(answer.extensions()).hasSize(4);
        assertThat(answer.skipped()).isEqualTo(Map.of("invalid_name", 1));
    }

    @Test
    void repositoriesAreReadEightAtATime() throws Exception {
        registry.latency(java.time.Duration.ofMillis(20));
        for (int i = 0; i < 40; i++) {
            registry.content()
                    .artifact("provisioning/x" + i + "-provider", "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        }

        assertThat(list(settings()).extensions()).hasSize(44);
        assertThat(registry.server().connectionsAccepted()).isBetween(2, 9);
    }

    @Test
    void nothingIsAskedAfterTheDeadline() throws Exception {
        try (OciRoutes routes = new OciRoutes(settings())) {
            BackendAnswer answer = routes.ask("list", Map.of("deadline", Instant.EPOCH));

            assertThat(answer.failure().reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(registry.server().targets()).isEmpty();
        }
    }

    private SourceSettings settings() {
        return RegistrySettings.of(registry.url()).build();
    }

    private static BackendAnswer list(SourceSettings settings) throws Exception {
        try (OciRoutes routes = new OciRoutes(settings)) {
            return routes.list();
        }
    }

    static SourceExtension extension(BackendAnswer answer, String name) {
        List<SourceExtension> found = answer.extensions().stream()
                .filter(each -> each.id().name().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
