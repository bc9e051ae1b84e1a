package io.provisioning.extensionregistry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.it.Eventually;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistryPages;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources of which every call fails at first and goes well when it is tried again: nothing may be missing then. */
class StumblingSourcesIT {
    @ParameterizedTest
    @EnumSource(Question.class)
    void whatWasTriedAgainIsComplete(Question question) throws Exception {
        try (FakeGitea gitea = Published.gitea().maxItems(1);
                FakeRegistry oci = Published.oci().pages(FakeRegistryPages.DISTRIBUTION, 1);
                Gate giteaGate = Gate.before(gitea.url()).stumbling();
                Gate ociGate = Gate.before(oci.url()).stumbling();
                RunningRegistry registry = RunningRegistry.start(Map.of(
                        "registry.gitea.url", giteaGate.url(),
                        "registry.gitea.organization", "provisioning",
                        "registry.gitea.breaker-calls", "1000",
                        "registry.oci.registry", ociGate.url(),
                        "registry.oci.namespace", "provisioning",
                        "registry.oci.breaker-calls", "1000",
                        "registry.fan-out.timeout-ms", "60000",
                        "registry.health.interval-seconds", "3600"))) {
            Eventually.until("both catalogues are loaded", () -> sources(registry.get("/extensions"))
                    .matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+"));

            HttpResponse<byte[]> answer = registry.bytes(question.path());

            List<Standing> all = Standing.of(new Cell(Fault.PAGE_LOOP, Copy.COLD, question, Bad.BOTH));
            Promise promise = new Promise(200, null, Map.of(), all, null, List.of());
            assertThat(Answered.differences(question, answer, promise)).isEmpty();
        }
    }

    private static String sources(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Registry-Sources").orElse("");
    }
}
