package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistryPages;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in to the registry that a Gitea is, as a real one showed it. */
class OciGiteaLoginTest {
    private static final String TOKEN = "/v2/token?service=container_registry&scope=*";

    private final FakeRegistry registry = FakeRegistry.sample().pages(FakeRegistryPages.GITEA, 100);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void nobodyGetsATokenWhereTheRegistryIsConfiguredAndNotAtItsPublicAddress() throws Exception {
        registry.giteaLogin(null);
        try (OciRoutes routes = routes(null)) {
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(registry.server().targets()).containsExactly("/v2/", TOKEN, "/v2/");
            assertThat(routes.list().extensions()).hasSize(4);
            assertThat(registry.server().targets()).containsOnlyOnce(TOKEN);
        }
    }

    @Test
    void aPasswordThatIsRefusedWithoutAChallengeIsShownToTheTokenService() throws Exception {
        registry.giteaLogin("me:s3cret");
        try (OciRoutes routes = routes("me:s3cret")) {
            assertThat(routes.list().extensions()).hasSize(4);
            assertThat(registry.server().targets()).doesNotContain(TOKEN);
            int before = registry.server().targets().size();
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(registry.server().targets().stream().skip(before))
                    .containsExactly("/v2/", "/v2/", TOKEN, "/v2/");
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(registry.server().targets()).hasSize(before + 5);
        }
    }

    @Test
    @DisplayName("E39: a token that is refused without a challenge is renewed too")
    void anOldTokenIsRenewed() throws Exception {
        registry.giteaLogin(null);
        try (OciRoutes routes = routes(null)) {
            routes.ping();
            registry.tokens().revokeAll();
            assertThat(routes.find("provider", "aws").outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(registry.server().targets()).filteredOn(TOKEN::equals).hasSize(2);
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        registry.giteaLogin("me:s3cret");
        try (OciRoutes routes = routes("me:wrong-s3cret")) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(routes.list().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
        }
    }

    @Test
    void anAccessTokenWithoutItsUserIsRefused() throws Exception {
        registry.giteaLogin("me:0123456789abcdef-s3cret");
        try (OciRoutes routes = routes("0123456789abcdef-s3cret")) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(registry.server().targets()).containsExactly("/v2/");
        }
    }

    @Test
    void aWrongPasswordIsRefusedWhereNobodyNeedsOne() throws Exception {
        registry.server().on("/v2/", StubAnswer.status(401), StubAnswer.json("{}"));
        try (OciRoutes routes = routes("me:wrong-s3cret")) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(registry.server().targets()).containsExactly("/v2/", "/v2/");
        }
    }

    private OciRoutes routes(String credentials) throws Exception {
        RegistrySettings settings = RegistrySettings.of(registry.url());
        return new OciRoutes(
                credentials == null
                        ? settings.build()
                        : settings.token(Files.writeString(directory.resolve("token"), credentials))
                                .build());
    }
}
