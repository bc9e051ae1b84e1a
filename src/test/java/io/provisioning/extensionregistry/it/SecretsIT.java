package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and passwords go to their source and nowhere else; what is logged meanwhile is looked at in every test. */
class SecretsIT {
    private static final String TOKEN = Secrets.of("gitea-t0ken");
    private static final String PASSWORD = Secrets.of("oci-p4ssw0rd");
    private static final String USER = "robot";
    private static final String BASIC =
            Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final List<String> PATHS = List.of(
            "/extensions",
            "/extensions?source=gitea",
            "/extensions/search?q=aws",
            "/extensions/provider/aws",
            "/extensions/provider/nobody",
            "/extensions/provider/aws/versions",
            "/extensions/provider/aws/resolve?constraint=*",
            "/extensions/provider/aws/latest",
            "/extensions/provider/aws/latest?source=oci",
            "/extensions/provider/aws/7.7.7",
            "/health",
            "/metrics",
            "/cache/stats",
            "/openapi.json",
            "/nothing");

    @Test
    void theyAreInNoAnswerAndInNoLine(@TempDir Path folder) throws Exception {
        FakeGitea gitea =
                FakeGitea.sample().token(TOKEN, false).ownerIsPrivate().serveDirect();
        FakeRegistry oci = FakeRegistry.sample().basic(USER + ":" + PASSWORD).blobsOnCdn();
        Map<String, String> settings = Map.of(
                "registry.gitea.token-path", file(folder, "token", TOKEN),
                "registry.oci.username", USER,
                "registry.oci.password-path", file(folder, "password", PASSWORD));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TwoSources sources = TwoSources.cold(gitea, oci, settings)) {
            sources.awaitLoaded();
            ask(sources, seen);
            assertThat(seen.get(0)).contains("aws");

            for (StubAnswer failure : List.of(
                    StubAnswer.of(401, "application/json", "{\"message\":\"bad token " + TOKEN + "\"}"),
                    StubAnswer.of(403, "text/html", "<html>" + TOKEN + "</html>"),
                    StubAnswer.status(500).failing(StubAnswer.Fault.CLOSE))) {
                gitea.traffic().fault("/", failure);
                ask(sources, seen);
                sources.get("/extensions/taskserv/other" + seen.size());
            }
            Files.writeString(folder.resolve("password"), "another-" + PASSWORD);
            ask(sources, seen);
            assertThat(seen.size()).isGreaterThan(4 * PATHS.size());
            assertThat(seen).allSatisfy(SecretsIT::assertClean);
        }
        assertThat(gitea.storageRequests()).isNotEmpty().allMatch(request -> request.header("authorization")
                .isEmpty());
        assertThat(oci.cdn().requests()).isNotEmpty().allMatch(request -> request.header("authorization")
                .isEmpty());
        assertThat(gitea.targets()).noneMatch(target -> target.contains(TOKEN));
        assertThat(oci.server().targets()).noneMatch(target -> target.contains(PASSWORD));
    }

    private static void ask(TwoSources sources, List<String> seen) {
        for (String path : PATHS) {
            HttpResponse<String> answer = sources.get(path);
            seen.add(answer.headers().map() + answer.body());
        }
    }

    private static void assertClean(String text) {
        assertThat(text).doesNotContain(TOKEN, PASSWORD, BASIC);
    }

    private static String file(Path folder, String name, String secret) throws Exception {
        return Files.writeString(folder.resolve(name), secret + "\n").toString();
    }
}
