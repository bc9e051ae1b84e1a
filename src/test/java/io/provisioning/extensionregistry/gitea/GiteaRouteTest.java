package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.FakeGitea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that ask the routes, which ask a stand-in. */
abstract class GiteaRouteTest {
    static final String API = "/api/v1/repos/provisioning/";
    static final String PAGE = "/releases?draft=false&limit=50";
    static final String REPOSITORIES = "/api/v1/orgs/provisioning/repos?limit=50";

    final FakeGitea gitea = FakeGitea.start("provisioning");

    /** The clock of the routes. */
    volatile Instant now = Instant.parse("2025-11-20T12:00:00Z");

    @TempDir
    Path directory;

    private GiteaRoutes routes;

    /** The routes without a token, made when they are first needed. */
    GiteaRoutes routes() {
        return routes("provisioning", null);
    }

    /** The routes with a token. */
    GiteaRoutes routesWith(String token) throws IOException {
        return routes("provisioning", Files.writeString(directory.resolve("token"), token + "\n"));
    }

    GiteaRoutes routes(String owner, Path token) {
        if (routes == null) {
            try {
                routes = new GiteaRoutes(GiteaRoutes.settings(gitea.url(), owner, token, false, 4), () -> now);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return routes;
    }

    static List<String> ids(BackendAnswer answer) {
        Assertions.assertThat(answer.failure()).isNull();
        return answer.extensions().stream().map(each -> each.id().toString()).toList();
    }

    static SourceExtension only(BackendAnswer answer) {
        Assertions.assertThat(answer.failure()).isNull();
        Assertions.assertThat(answer.extensions()).hasSize(1);
        return answer.extensions().get(0);
    }

    static Reason reason(BackendAnswer answer) {
        Assertions.assertThat(answer.outcome()).isEqualTo(BackendAnswer.Outcome.FAILED);
        Assertions.assertThat(answer.source()).isEqualTo("gitea-eu");
        return answer.failure().reason();
    }

    @AfterEach
    void stop() throws IOException {
        if (routes != null) {
            routes.close();
        }
        gitea.close();
    }
}
