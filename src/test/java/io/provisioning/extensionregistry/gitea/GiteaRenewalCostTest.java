package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeRepository;
import org.junit.jupiter.api.Test;

class GiteaRenewalCostTest extends GiteaRouteTest {
    @Test
    void ofAThousandExtensionsThatDidNotChangeARenewalAsksATwentiethAtMost() {
        for (int i = 0; i < 1000; i++) {
            FakeRepository repository = gitea.repository("n" + i + "_prov");
            repository.release("1.0.0");
            if (i < 50) {
                gitea.happened("create_repo", "n" + i + "_prov", "2025-11-01T00:00:00Z");
            }
        }
        assertThat(ids(routes().list())).hasSize(1000);
        int cold = gitea.targets().size();
        assertThat(cold).isEqualTo(20 + 1000);
        gitea.traffic().forget();
        now = now.plusSeconds(240);
        assertThat(ids(routes().list())).hasSize(1000);
        assertThat(gitea.targets()).hasSize(20 + 1);
        assertThat(gitea.targets().size() * 20).isLessThanOrEqualTo(cold);
    }
}
