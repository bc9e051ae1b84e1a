package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import io.provisioning.extensionregistry.support.Webhook;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that call the whole service. */
class WebhookIT {
    private static final String SECRET = Secrets.of("a secret of webhooks");
    private static final String OTHER = Secrets.of("another secret");

    private final FakeGitea gitea = FakeGitea.sample();
    private final FakeRegistry oci = FakeRegistry.sample();
    private final HandClock clock = new HandClock();
    private RunningRegistry registry;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.sources", "gitea,oci,quiet");
        settings.put("registry.gitea.url", gitea.url());
        settings.put("registry.gitea.organization", "provisioning");
        settings.put(
                "registry.gitea.webhook-secret-path",
                Files.writeString(directory.resolve("gitea"), SECRET + "\n").toString());
        settings.put("registry.oci.registry", oci.url());
        settings.put("registry.oci.namespace", "provisioning");
        settings.put(
                "registry.oci.webhook-secret-path",
                Files.writeString(directory.resolve("oci"), OTHER).toString());
        settings.put("registry.quiet.kind", "gitea");
        settings.put("registry.quiet.url", gitea.url());
        settings.put("registry.quiet.organization", "provisioning");
        settings.put("registry.health.interval-seconds", "3600");
        registry = RunningRegistry.start(settings, clock);
        Eventually.until(
                "all catalogues are loaded",
                () -> registry.get("/extensions")
                                .headers()
                                .firstValue("X-Registry-Sources")
                                .orElse("")
                                .split("state=fresh")
                                .length
                        == 4);
    }

    @AfterEach
    void stop() {
        registry.close();
        gitea.close();
        oci.close();
    }

    @Test
    void aReleaseIsSeenByTheCallAloneAndCostsTheCallsOfOneExtension() {
        assertThat(version("aws", "gitea")).isEqualTo("1.2.0");
        release("1.3.0");
        gitea.traffic().forget();
        HttpResponse<String> answer = Webhook.gitea("release", "provisioning/aws_prov", "action", "published")
                .signed(SECRET)
                .to(registry, "gitea");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"outcome\":\"accepted\",\"extensions\":[\"provider/aws\"]}");
        Eventually.until("the release is seen", () -> version("aws", "gitea").equals("1.3.0"));
        assertThat(gitea.targets()).isNotEmpty().allSatisfy(target -> assertThat(target)
                .contains("aws_prov"));
        assertThat(names("gitea")).containsExactlyInAnyOrder("aws", "upcloud", "kubernetes", "buildkit");
        assertThat(version("aws", "quiet")).as("another source's copy").isEqualTo("1.2.0");
        assertThat(registry.get("/metrics").body())
                .contains("catalog_extensions{source=\"gitea\",type=\"provider\"} 2.0");
    }

    @Test
    void versionsThatWereAskedForBeforeAreRenewedToo() {
        assertThat(registry.get("/extensions/provider/aws/versions?source=gitea")
                        .body())
                .doesNotContain("1.3.0");
        release("1.3.0");
        Webhook.gitea("create", "provisioning/aws_prov", "ref_type", "tag")
                .signed(SECRET)
                .to(registry, "gitea");
        Eventually.until(
                "the versions are renewed", () -> registry.get("/extensions/provider/aws/versions?source=gitea")
                        .body()
                        .contains("1.3.0"));
    }

    @Test
    void theNextLoadOfTheCatalogueDoesNotRememberWhatWasBefore() {
        gitea.named("aws_prov").tagged("1.2.0").delete("aws_prov.tar.gz");
        gitea.named("aws_prov").tagged("1.2.0").asset("aws_prov.tar.gz", TarGz.extension("provider", "aws", "other"));
        String before = registry.get("/extensions/provider/aws?source=gitea").body();
        Webhook.gitea("release", "provisioning/aws_prov", "action", "updated")
                .signed(SECRET)
                .to(registry, "gitea");
        Eventually.until("the new file is seen", () -> !registry.get("/extensions/provider/aws?source=gitea")
                .body()
                .equals(before));
        String after = registry.get("/extensions/provider/aws?source=gitea").body();
        clock.advance(Duration.ofSeconds(290));
        registry.get("/extensions");
        Eventually.until("the catalogues are loaded again", () -> registry.get("/extensions?source=gitea")
                .headers()
                .firstValue("Age")
                .orElse("0")
                .equals("0"));
        assertThat(registry.get("/extensions/provider/aws?source=gitea").body()).isEqualTo(after);
    }

    @Test
    void anExtensionThatWentAwayIsGoneAndOneThatCameIsThere() {
        gitea.delete("upcloud_prov");
        gitea.repository("hetzner_prov").release("1.0.0").asset("hetzner_prov.tar.gz", TarGz.of(Map.of("a", "b")));
        Webhook.gitea("repository", "provisioning/upcloud_prov", "action", "deleted")
                .signed(SECRET)
                .to(registry, "gitea");
        Webhook.gitea("release", "Provisioning/hetzner_prov", "action", "published")
                .signed(SECRET)
                .to(registry, "gitea");
        Eventually.until(
                "both are seen",
                () -> names("gitea").contains("hetzner") && !names("gitea").contains("upcloud"));
        assertThat(names("gitea")).containsExactlyInAnyOrder("aws", "hetzner", "kubernetes", "buildkit");
    }

    @Test
    void aPushToARegistryIsSeen() {
        oci.content()
                .artifact(
                        "provisioning/aws-provider",
                        "9.9.9",
                        "aws-provider.tar.gz",
                        TarGz.extension("provider", "aws", "9.9.9"),
                        Map.of());
        int before = oci.server().targets().size();
        HttpResponse<String> answer = Webhook.distribution("push", "provisioning/aws-provider")
                .showing(OTHER)
                .to(registry, "oci");
        assertThat(answer.statusCode()).isEqualTo(202);
        Eventually.until("the push is seen", () -> version("aws", "oci").equals("9.9.9"));
        List<String> asked = oci.server().targets();
        assertThat(asked.subList(before, asked.size()))
                .allSatisfy(target -> assertThat(target).contains("/provisioning/aws-provider/"));
    }

    @Test
    void aRepeatDoesNothing() {
        Webhook call = Webhook.gitea("release", "provisioning/aws_prov").signed(SECRET);
        assertThat(call.to(registry, "gitea").statusCode()).isEqualTo(202);
        HttpResponse<String> repeat = call.to(registry, "gitea");
        assertThat(repeat.statusCode()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo("{\"outcome\":\"repeated\",\"extensions\":[]}");
    }

    @Test
    void whatNamesNoExtensionAsksNobody() {
        gitea.traffic().forget();
        for (Webhook call : List.of(
                Webhook.gitea("ping", "provisioning/aws_prov"),
                Webhook.gitea("push", "provisioning/aws_prov"),
                Webhook.gitea("create", "provisioning/aws_prov", "ref_type", "branch"),
                Webhook.gitea("release", "provisioning/website"),
                Webhook.gitea("release", "someone/aws_prov"))) {
            HttpResponse<String> answer = call.signed(SECRET).to(registry, "gitea");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"outcome\":\"ignored\",\"extensions\":[]}");
        }
        assertThat(gitea.targets()).isEmpty();
    }

    @Test
    void whoeverDoesNotKnowTheSecretIsRefusedAndCounted() {
        gitea.traffic().forget();
        Webhook unsigned = Webhook.gitea("release", "provisioning/aws_prov");
        refused(unsigned.to(registry, "gitea"), 401, "invalid_signature");
        refused(
                Webhook.gitea("release", "provisioning/aws_prov").signed(OTHER).to(registry, "gitea"),
                401,
                "invalid_signature");
        refused(
                Webhook.gitea("release", "provisioning/aws_prov")
                        .showing(SECRET)
                        .to(registry, "gitea"),
                401,
                "invalid_signature");
        refused(unsigned.to(registry, "quiet"), 403, "webhook_disabled");
        refused(unsigned.to(registry, "nobody"), 404, "not_found");
        refused(Webhook.of("x".repeat((1 << 20) + 1)).to(registry, "gitea"), 413, "payload_too_large");
        refused(Webhook.of("[").signed(SECRET).to(registry, "gitea"), 400, "bad_request");
        refused(
                Webhook.of("payload=%7B%7D")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .to(registry, "gitea"),
                415,
                "unsupported_media_type");
        assertThat(gitea.targets()).isEmpty();
        assertThat(registry.get("/metrics").body().lines().filter(line -> line.startsWith("webhook_requests_total")))
                .containsExactlyInAnyOrder(
                        "webhook_requests_total{outcome=\"invalid_signature\",source=\"gitea\"} 3.0",
                        "webhook_requests_total{outcome=\"disabled\",source=\"quiet\"} 1.0",
                        "webhook_requests_total{outcome=\"unknown_source\",source=\"unknown\"} 1.0",
                        "webhook_requests_total{outcome=\"too_large\",source=\"gitea\"} 1.0",
                        "webhook_requests_total{outcome=\"malformed\",source=\"gitea\"} 1.0",
                        "webhook_requests_total{outcome=\"unsupported\",source=\"gitea\"} 1.0");
    }

    @Test
    void aSourceThatIsDownKeepsWhatItHad() {
        gitea.traffic().fault("aws_prov", StubAnswer.status(503));
        Webhook.gitea("release", "provisioning/aws_prov").signed(SECRET).to(registry, "gitea");
        Eventually.until(
                "it was asked", () -> gitea.targets().stream().anyMatch(target -> target.contains("aws_prov")));
        assertThat(version("aws", "gitea")).isEqualTo("1.2.0");
    }

    @Test
    void theSignatureIsOverTheBytesAsTheyWereSent() {
        String body =
                " {\r\n\"repository\" : {\"full_name\":\"provisioning/aws_prov\", \"description\":\"Grüße 漢字\"}}\r\n\r\n";
        for (String type : List.of("application/json; charset=iso-8859-1", "text/plain", "application/json")) {
            HttpResponse<String> answer = Webhook.of(body)
                    .with("Content-Type", type)
                    .with("X-Forgejo-Event", "release")
                    .with("X-Forgejo-Delivery", type)
                    .with("X-Hub-Signature-256", "sha256=" + Webhook.hmac(SECRET, body))
                    .to(registry, "gitea");
            assertThat(answer.statusCode()).as(type).isEqualTo(202);
            assertThat(answer.body()).contains("provider/aws");
        }
    }

    @Test
    void onlyPostIsServed() {
        HttpResponse<String> answer = registry.get("/webhooks/gitea");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
    }

    private void release(String version) {
        gitea.named("aws_prov")
                .release(version)
                .at("2025-12-01T09:00:00+01:00")
                .withSidecar("aws_prov.tar.gz", TarGz.extension("provider", "aws", version));
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":\"" + error + "\"");
    }

    private String version(String name, String source) {
        return registry.get("/extensions/provider/" + name + "?source=" + source)
                .body()
                .replaceAll("(?s).*?\"version\":\"([^\"]*)\".*", "$1");
    }

    private List<String> names(String source) {
        return Pattern.compile("\\{\"name\":\"([^\"]*)\"")
                .matcher(registry.get("/extensions?source=" + source).body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
