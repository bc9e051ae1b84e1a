package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.support.SampleExtensions;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that failed and was answered when it was tried again is as good as one that was answered at once. */
class GiteaRetriesTest extends GiteaRouteTest {
    private GiteaRoutes routes;

    @BeforeEach
    void start() throws Exception {
        SampleExtensions.in(gitea);
        routes = new GiteaRoutes(GiteaRoutes.settings(gitea.url(), "provisioning", null, false, 4), () -> now, 2);
    }

    @AfterEach
    void end() throws Exception {
        routes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/repos/provisioning/aws_prov", "/aws_prov/releases?", ".sha256"})
    void nothingOfOneExtensionIsLost(String part) {
        BackendAnswer versions = routes.versions("provider", "aws");
        BackendAnswer found = routes.find("provider", "aws");
        assertThat(versions.extensions()).hasSize(1);
        routes.checksums.invalidateAll();
        gitea.traffic().faultOnce(part, StubAnswer.status(503));
        assertThat(routes.versions("provider", "aws")).isEqualTo(versions);
        routes.checksums.invalidateAll();
        gitea.traffic().faultOnce(part, StubAnswer.status(503));
        assertThat(routes.find("provider", "aws")).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orgs/provisioning/repos?", "page=2", "/aws_prov/releases?"})
    void nothingOfTheCatalogueIsLost(String part) {
        gitea.maxItems(2);
        BackendAnswer whole = routes.list();
        assertThat(whole.extensions()).hasSize(4);
        now = now.plus(Duration.ofDays(1));
        gitea.traffic().faultOnce(part, StubAnswer.status(503));

        assertThat(routes.list()).isEqualTo(whole);
    }
}
