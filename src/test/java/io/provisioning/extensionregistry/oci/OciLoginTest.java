package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciLoginTest {
    private final FakeRegistry registry = FakeRegistry.sample();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void onlyTheFirstRequestEverMeetsAChallenge() throws Exception {
        registry.bearer();
        try (OciRoutes routes = routes(settings())) {
            assertThat(routes.list().extensions()).hasSize(4);

            assertThat(registry.server().requests()).hasSize(1 + 9);
            assertThat(tokenScopes())
                    .containsExactlyInAnyOrder(
                            "registry:catalog:*",
                            "repository:provisioning/aws-provider:pull",
                            "repository:provisioning/upcloud-provider:pull",
                            "repository:provisioning/kubernetes-taskserv:pull",
                            "repository:provisioning/buildkit-cluster:pull");
            routes.list();
            assertThat(registry.server().requests()).hasSize(10 + 6);
            assertThat(tokenCalls()).isEqualTo(5);
        }
    }

    @Test
    void aTokenIsRenewedWhenNineTenthsOfItsLifeAreOver() throws Exception {
        registry.bearer();
        registry.tokens().expiresIn(1000);
        try (OciRoutes routes = routes(settings())) {
            routes.find("provider", "aws");
            now.set(Instant.EPOCH.plusSeconds(899));
            routes.find("provider", "aws");
            assertThat(tokenCalls()).isEqualTo(1);
            now.set(Instant.EPOCH.plusSeconds(900));
            routes.find("provider", "aws");
            assertThat(tokenCalls()).isEqualTo(2);
            assertThat(registry.server().requests()).hasSize(7);
        }
    }

    @ParameterizedTest(name = "E39: expires_in {0}")
    @CsvSource(
            value = {"null", "0", "30", "60"},
            nullValues = "null")
    void aTokenLivesSixtySecondsAtLeast(Integer seconds) throws Exception {
        registry.bearer();
        registry.tokens().expiresIn(seconds).field("access_token");
        try (OciRoutes routes = routes(settings())) {
            routes.find("provider", "aws");
            now.set(Instant.EPOCH.plusSeconds(53));
            routes.find("provider", "aws");
            assertThat(tokenCalls()).isEqualTo(1);
            now.set(Instant.EPOCH.plusSeconds(54));
            routes.find("provider", "aws");
            assertThat(tokenCalls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("E39: a token that is refused is renewed exactly once")
    void aRefusedTokenIsRenewedOnce() throws Exception {
        registry.bearer();
        try (OciRoutes routes = routes(settings())) {
            routes.find("provider", "aws");
            registry.tokens().revokeAll();

            assertThat(routes.find("provider", "aws").outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(tokenCalls()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("E40: denied with a fresh token")
    void aSecondRefusalIsDenied() throws Exception {
        registry.bearer().catalog(401);
        try (OciRoutes routes = routes(settings().discovery("catalog"))) {
            BackendAnswer answer = routes.list();

            assertThat(answer.failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(registry.server().requests()).hasSize(2);
            assertThat(tokenCalls()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "E38: {0}")
    @ValueSource(
            strings = {
                "bearer realm=%realm",
                "BEARER REALM=\"%realm\"",
                "Bearer scope=\"%scope\" , service=\"registry\" , realm=\"%realm\"",
                "Basic realm=\"registry\", Bearer realm=\"%realm\",service=\"registry\"",
                "Negotiate, Bearer realm=\"%realm\"",
                "Bearer realm=\"%realm\",scope=\"\""
            })
    void challengesOfAllShapesLeadToTheTokenService(String challenge) throws Exception {
        registry.bearer().challenge(challenge);
        try (OciRoutes routes = routes(settings())) {
            assertThat(routes.find("provider", "aws").outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(tokenScopes()).containsExactly("repository:provisioning/aws-provider:pull");
        }
    }

    @Test
    @DisplayName("E38: Gitea wants the scope * for everything")
    void oneTokenIsEnoughForARegistryWithOneScope() throws Exception {
        registry.bearer().challenge("Bearer realm=\"%realm\",service=\"container_registry\",scope=\"*\"");
        try (OciRoutes routes = routes(settings())) {
            assertThat(routes.list().extensions()).hasSize(4);
            assertThat(tokenScopes()).containsExactly("*");
        }
    }

    @Test
    void userAndPasswordAreShownToTheTokenServiceAndThenNoMore() throws Exception {
        registry.bearer();
        registry.tokens().demand("me:s3cret");
        try (OciRoutes routes = routes(settings().user("me", file("s3cret\n")))) {
            assertThat(routes.find("provider", "aws").outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(shown(registry.tokens().server().requests())).allMatch(value -> value.startsWith("Basic "));
            assertThat(shown(registry.server().requests()).skip(1)).allMatch(value -> value.startsWith("Bearer "));
        }
    }

    @Test
    void wrongPasswordsShowInAPing() throws Exception {
        registry.bearer();
        registry.tokens().demand("me:s3cret");
        try (OciRoutes routes = routes(settings().user("me", file("wrong-s3cret")))) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
        }
    }

    @Test
    void aPingAsksForTheRegistryAlone() throws Exception {
        registry.bearer();
        try (OciRoutes routes = routes(settings())) {
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(registry.server().targets()).containsExactly("/v2/", "/v2/");
            registry.server().on("/v2/", StubAnswer.status(404));
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    @Test
    void aRegistryThatWantsThePasswordEachTimeGetsItFromTheStart() throws Exception {
        registry.basic("me:s3cret");
        try (OciRoutes routes = routes(settings().user("me", file("s3cret")))) {
            assertThat(routes.list().extensions()).hasSize(4);
            assertThat(registry.server().requests()).hasSize(9);
            assertThat(tokenCalls()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {"me:s3cret,null", "s3cret,me", "me:s3cret,me"},
            nullValues = "null")
    void aTokenFileMayHoldUserAndPassword(String content, String user) throws Exception {
        registry.basic("me:s3cret");
        try (OciRoutes routes = routes(settings().token(file(content)).user(user, null))) {
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
        }
    }

    @Test
    void aFixedTokenIsShownAsItIsAndNoOtherIsAskedFor() throws Exception {
        registry.bearer();
        try (OciRoutes routes = routes(settings().token(file("fixed-s3cret")))) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(shown(registry.server().requests())).containsExactly("Bearer fixed-s3cret");
            assertThat(tokenCalls()).isZero();
        }
    }

    @Test
    void aSecretThatCannotBeReadIsAFailure() throws Exception {
        try (OciRoutes routes = routes(settings().token(directory.resolve("missing")))) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(registry.server().requests()).isEmpty();
        }
    }

    @Test
    void thoseWhoNeedTheSameTokenShareOneCall() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        registry.bearer();
        try (OciRoutes routes = routes(settings())) {
            routes.ping();
            String scope = "/token?service=registry&scope=repository%3Aprovisioning%2Faws-provider%3Apull";
            registry.tokens().server().on(scope, StubAnswer.status(503).heldUntil(release), StubAnswer.status(500));
            List<CompletableFuture<BackendAnswer>> askers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> routes.find("provider", "aws"), task -> new Thread(task).start()))
                    .toList();
            while (registry.tokens().server().targets().stream().noneMatch(scope::equals)) {
                Thread.onSpinWait();
            }
            release.countDown();

            assertThat(askers)
                    .allSatisfy(
                            asker -> assertThat(asker.join().failure().reason()).isEqualTo(Reason.UNAVAILABLE));
            int failed = tokenCalls();
            registry.tokens().server().on(scope, registry.tokens().grant("repository:provisioning/aws-provider:pull"));
            assertThat(routes.find("provider", "aws").outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(tokenCalls()).isEqualTo(failed + 1);
        }
    }

    @Test
    void aTokenServiceThatGivesNoTokenIsAFailure() throws Exception {
        registry.bearer();
        registry.tokens().server().otherwise(request -> StubAnswer.json("{\"token\":\"\"}"));
        try (OciRoutes routes = routes(settings())) {
            assertThat(routes.ping().failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    @Test
    void anAnonymousRegistryIsNotAskedForTokens() throws Exception {
        registry.server()
                .on(
                        "/v2/",
                        StubAnswer.json("{}")
                                .with(
                                        "WWW-Authenticate",
                                        "bearer realm=" + registry.tokens().realm()));
        try (OciRoutes routes = routes(settings())) {
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(routes.ask("list", Map.of()).extensions()).hasSize(4);
            assertThat(tokenCalls()).isZero();
        }
    }

    private OciRoutes routes(RegistrySettings settings) throws Exception {
        return new OciRoutes(settings.build(), now::get);
    }

    private RegistrySettings settings() {
        return RegistrySettings.of(registry.url());
    }

    private Path file(String content) throws java.io.IOException {
        return Files.writeString(directory.resolve("secret"), content);
    }

    private int tokenCalls() {
        return registry.tokens().server().requests().size();
    }

    private Stream<String> tokenScopes() {
        return registry.tokens().scopesAsked().stream();
    }

    private static Stream<String> shown(List<StubRequest> requests) {
        return requests.stream().map(request -> request.header("authorization").orElse(""));
    }
}
