package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciNamesTest {
    @ParameterizedTest
    @CsvSource({
        "ns, ns/aws-provider, provider, aws",
        "ns, ns/a-b-provider, provider, a-b",
        "ns, ns/provider-taskserv, taskserv, provider",
        "a/b, a/b/k8s-cluster, cluster, k8s",
        "/ns/, ns/aws-provider, provider, aws",
        "'', x-provider, provider, x"
    })
    void namesAndRepositoriesAreOneToOne(String namespace, String path, String type, String name) {
        SourceSettings settings = settings("https://registry.example.com", namespace);
        ExtensionId id = new ExtensionId(ExtensionType.of(type).orElseThrow(), name);

        assertThat(OciNames.fromCatalog(settings, path)).contains(new OciRepository(id, path));
        assertThat(OciNames.repository(settings, id).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ns/website",
                "ns/-provider",
                "ns/aws-provider/x",
                "ns/a/aws-provider",
                "other/aws-provider",
                "nsx/aws-provider",
                "ns/AWS-provider",
                "ns/aws-Provider",
                "ns/aws_provider",
                "ns/../aws-provider",
                "ns/aws%2Fx-provider",
                "aws-provider",
                ""
            })
    void everythingElseIsNoExtension(String path) {
        assertThat(OciNames.fromCatalog(settings("https://registry.example.com", "ns"), path))
                .isEmpty();
    }

    @ParameterizedTest(name = "E51: {0}")
    @CsvSource({
        "https://docker.io, https://registry-1.docker.io",
        "https://index.docker.io, https://registry-1.docker.io",
        "https://hub.docker.com, https://registry-1.docker.io",
        "https://registry-1.docker.io, https://registry-1.docker.io",
        "http://localhost:5000, http://localhost:5000",
        "https://ghcr.io, https://ghcr.io",
        "https://registry.example.com:8443, https://registry.example.com:8443"
    })
    void theApiIsWhereTheRegistryIsButForDockerHub(String url, String api) {
        assertThat(OciNames.apiBase(settings(url, "ns"))).hasToString(api);
    }

    @Test
    @DisplayName("E51: names without a namespace are library/ on Docker Hub")
    void singleNamesOfDockerHubAreInTheLibrary() {
        SourceSettings hub = settings("https://docker.io", "");
        ExtensionId id = new ExtensionId(ExtensionType.PROVIDER, "aws");

        assertThat(OciNames.repository(hub, id).path()).isEqualTo("library/aws-provider");
        assertThat(OciNames.fromList(settings("https://docker.io", "ns"), "aws-provider"))
                .map(OciRepository::path)
                .contains("library/aws-provider");
        assertThat(OciNames.repository(settings("http://localhost:5000", ""), id)
                        .path())
                .isEqualTo("aws-provider");
    }

    @Test
    @DisplayName("E51: the download address has the registry's scheme and port")
    void addressesHaveTheSchemeAndPortThatAreConfigured() {
        assertThat(OciRequests.blob(settings("http://localhost:5000", "ns"), "ns/x", "sha256:1"))
                .hasToString("http://localhost:5000/v2/ns/x/blobs/sha256:1");
    }

    private static SourceSettings settings(String url, String namespace) {
        return RegistrySettings.of(url).namespace(namespace).build();
    }
}
