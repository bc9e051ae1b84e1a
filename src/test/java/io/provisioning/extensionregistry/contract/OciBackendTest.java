package io.provisioning.extensionregistry.contract;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.Forward;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** A configured registry keeps what every source promises. */
class OciBackendTest extends DownloadContract {
    private final FakeRegistry full = FakeRegistry.sample();
    private final FakeRegistry bare = FakeRegistry.start();

    OciBackendTest() {
        full.content()
                .tag(
                        "provisioning/broken-provider",
                        "1.0.0",
                        OciDocuments.MANIFEST,
                        "[]".getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stopServers() {
        full.close();
        bare.close();
    }

    @Override
    protected String id() {
        return "oci";
    }

    @Override
    protected Map<String, String> settings(String url, Path token) {
        return Map.of(
                "registry.oci.registry",
                url,
                "registry.oci.namespace",
                "provisioning",
                "registry.oci.auth-token-path",
                token.toString(),
                "registry.oci.full-sweep-seconds",
                "0");
    }

    @Override
    protected StubAnswer healthy(StubRequest request) throws Exception {
        return Forward.to(full.url(), request);
    }

    @Override
    protected StubAnswer empty(StubRequest request) throws Exception {
        return Forward.to(bare.url(), request);
    }

    @Override
    protected ExtensionId known() {
        return new ExtensionId(ExtensionType.CLUSTER, "buildkit");
    }

    @Override
    protected List<String> versions() {
        return List.of("0.13.0", "0.12.0");
    }

    @Override
    protected Map<String, Integer> skipped() {
        return Map.of("invalid_manifest", 1);
    }
}
