package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How little a load asks that follows another one, and what it notices all the same. */
class OciRenewalTest {
    private static final String AWS = "provisioning/aws-provider";
    private static final String HEAD = "HEAD /v2/" + AWS + "/manifests/1.2.0";
    private static final String TAGS = "/v2/" + AWS + "/tags/list?n=100";
    private static final Duration SWEEP = Duration.ofHours(2);

    private final FakeRegistry registry = FakeRegistry.sample();
    private volatile Instant now = Instant.parse("2025-11-20T12:00:00Z");
    private OciRoutes routes;
    private BackendAnswer first;
    private int seen;

    @BeforeEach
    void load() throws Exception {
        routes = new OciRoutes(RegistrySettings.of(registry.url()).build(), () -> now);
        first = routes.list();
        assertThat(asked()).hasSize(1 + 4 + 4);
    }

    @AfterEach
    void close() throws Exception {
        routes.close();
        registry.close();
    }

    @Test
    void nothingChangedCostsTagsAndOneLookAtADigest() {
        assertThat(renewed()).isEqualTo(first);
        assertThat(asked())
                .hasSize(1 + 4 + 1)
                .filteredOn(call -> call.contains("/manifests/"))
                .singleElement()
                .asString()
                .startsWith("HEAD ");
    }

    @Test
    void aNewTagCostsItsManifest() {
        registry.content().artifact(AWS, "9.0.0", "aws.tar.gz", new byte[] {1}, Map.of());
        BackendAnswer answer = renewed();
        assertThat(OciListTest.extension(answer, "aws").latest().tag()).isEqualTo("9.0.0");
        assertThat(manifests(AWS)).containsExactly("GET /v2/" + AWS + "/manifests/9.0.0");
        renewed();
        assertThat(manifests(AWS)).isEmpty();
    }

    @Test
    void aTagThatIsGoneIsGone() {
        registry.content().untag(AWS, "1.2.0");
        assertThat(OciListTest.extension(renewed(), "aws").versions())
                .extracting(each -> each.tag())
                .containsExactly("1.1.0", "1.0.0");
    }

    @Test
    void aNewRepositoryIsReadAndOneThatIsGoneIsNot() {
        registry.content().artifact("provisioning/new-provider", "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        registry.fault("GET", TAGS, StubAnswer.status(404));
        BackendAnswer answer = renewed();
        assertThat(answer.extensions())
                .extracting(each -> each.id().name())
                .contains("new")
                .doesNotContain("aws");
        assertThat(answer.skipped()).isEqualTo(Map.of("not_found", 1));
        heal();
        assertThat(renewed().extensions()).extracting(each -> each.id().name()).contains("new", "aws");
    }

    @Test
    void aTagThatWasMovedIsNoticedWhenItIsLookedAt() {
        byte[] other = new byte[] {1, 2, 3};
        registry.content().artifact(AWS, "1.2.0", "aws.tar.gz", other, Map.of());
        now = now.plus(SWEEP);
        BackendAnswer answer = routes.list();
        assertThat(OciListTest.extension(answer, "aws")
                        .latest()
                        .download()
                        .orElseThrow()
                        .size())
                .isEqualTo(3);
        List<String> calls = asked();
        assertThat(calls).hasSize(1 + 4 + 4 + 1).contains(HEAD, HEAD.replace("HEAD", "GET"));
        renewed();
        assertThat(asked()).hasSizeLessThanOrEqualTo(1 + 4 + 1);
    }

    @Test
    void whatIsNoVersionIsLookedAtEachTime() {
        registry.content().artifact("provisioning/rolling-provider", "latest", "x.tar.gz", new byte[] {1}, Map.of());
        renewed();
        asked();
        registry.content().artifact("provisioning/rolling-provider", "latest", "x.tar.gz", new byte[] {1, 2}, Map.of());
        assertThat(OciListTest.extension(renewed(), "rolling")
                        .latest()
                        .download()
                        .orElseThrow()
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405})
    void aRegistryThatDeniesAHeadIsAskedForTheManifest(int status) {
        now = now.plus(SWEEP);
        registry.fault("HEAD", HEAD.substring(5), StubAnswer.status(status));
        assertThat(routes.list()).isEqualTo(first);
        assertThat(manifests(AWS)).containsExactly(HEAD, HEAD.replace("HEAD", "GET"));
    }

    @Test
    void aRegistryThatTellsNoDigestIsAskedForTheManifest() {
        registry.digestHeader(false);
        now = now.plus(SWEEP);
        assertThat(routes.list()).isEqualTo(first);
        assertThat(manifests(AWS)).containsExactly(HEAD, HEAD.replace("HEAD", "GET"));
    }

    @Test
    void aFailureLosesNothingThatWasRemembered() {
        registry.fault("GET", TAGS, StubAnswer.status(500));
        assertThat(renewed().failure()).isNotNull();
        heal();
        asked();
        assertThat(renewed()).isEqualTo(first);
        // A call of the load that failed may still arrive; it asks for tags or looks at a digest.
        assertThat(asked()).noneMatch(call -> call.startsWith("GET ") && call.contains("/manifests/"));
    }

    @Test
    void aManifestThatCannotBeUsedIsReadAgain() {
        byte[] good = registry.content().manifestBytes(digest("1.2.0"));
        registry.content().corrupt(digest("1.2.0"), new byte[] {1});
        forget();
        assertThat(renewed().skipped()).isEqualTo(Map.of("invalid_manifest", 1));
        registry.content().corrupt(digest("1.2.0"), good);
        assertThat(renewed()).isEqualTo(first);
    }

    @Test
    void whatIsForgottenIsRead() {
        forget();
        assertThat(renewed()).isEqualTo(first);
        assertThat(manifests(AWS)).containsExactly(HEAD.replace("HEAD", "GET"));
    }

    private void heal() {
        registry.fault(null, null, null);
    }

    private void forget() {
        routes.bean("ociMemory", OciMemory.class)
                .forget("oci-eu", OciListTest.extension(first, "aws").id());
    }

    private String digest(String tag) {
        return registry.content().repository(AWS).get(tag);
    }

    private BackendAnswer renewed() {
        now = now.plusSeconds(300);
        return routes.list();
    }

    private List<String> manifests(String repository) {
        return asked().stream()
                .filter(call -> call.contains(repository + "/manifests/"))
                .toList();
    }

    /** What was asked since this was asked last. */
    private List<String> asked() {
        List<StubRequest> all = registry.server().requests();
        List<String> fresh = all.subList(seen, all.size()).stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
        seen = all.size();
        return fresh;
    }
}
