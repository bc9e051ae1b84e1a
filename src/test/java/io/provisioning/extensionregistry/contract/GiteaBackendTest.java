package io.provisioning.extensionregistry.contract;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.Forward;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** A configured Gitea keeps what every source promises. */
class GiteaBackendTest extends DownloadContract {
    private final FakeGitea full = FakeGitea.sample();
    private final FakeGitea bare = FakeGitea.start("provisioning");

    GiteaBackendTest() {
        full.token(TOKEN, false);
        bare.token(TOKEN, false);
        full.repository("idle_prov");
    }

    @AfterAll
    void stopServers() {
        full.close();
        bare.close();
    }

    @Override
    protected String id() {
        return "gitea";
    }

    @Override
    protected Map<String, String> settings(String url, Path token) {
        return Map.of(
                "registry.gitea.url",
                url,
                "registry.gitea.organization",
                "provisioning",
                "registry.gitea.token-path",
                token.toString(),
                "registry.gitea.full-sweep-seconds",
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
        return List.of("0.2.0", "0.1.0");
    }

    @Override
    protected Map<String, Integer> skipped() {
        return Map.of("no_release", 1);
    }
}
