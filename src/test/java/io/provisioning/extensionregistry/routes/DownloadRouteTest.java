package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.routes.DownloadFixture.header;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.failed;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.http.ErrorAnswer;
import io.provisioning.extensionregistry.metrics.DownloadMetrics;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.LogLines;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DownloadRouteTest {
    private static final byte[] FILE = random(300_000);
    private static final byte[] SMALL = random(1_000);

    private final DigestLedger ledger = new DigestLedger(Caffeine.newBuilder().build());
    private DownloadFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new DownloadFixture(ledger);
        offer(FILE, sha256(FILE));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Checksum sha256(byte[] bytes) {
        try {
            return Checksum.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Both sources have version 1.2.0 as a file of this size, promised with this digest. */
    private void offer(byte[] file, Checksum promised) {
        fixture.gathered = gathered(has("gitea", file, promised), has("oci", file, promised));
    }

    private static BackendAnswer has(String source, byte[] file, Checksum promised) {
        Artifact artifact = new Artifact(
                "aws.tar.gz", "application/gzip", (long) file.length, promised, null, "/" + source, source + ":7");
        return BackendAnswer.found(extension(source, "aws", version("1.2.0").withArtifact(artifact)));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theFirstSourceServesAndTheOtherIsNotAsked() {
        fixture.sends("gitea", 200, FILE);
        HttpResponse<byte[]> response = fixture.get("latest");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(FILE);
        assertThat(header(response, "X-Registry-Source")).contains("gitea");
        assertThat(header(response, "Content-Length")).contains("300000");
        assertThat(header(response, "Content-Disposition")).contains("attachment; filename=\"aws.tar.gz\"");
        assertThat(fixture.asked).containsExactly("gitea null");
        assertThat(ledger.find("gitea:7")).contains(sha256(FILE));
    }

    @Test
    void whenTheFirstFailsBeforeItsFirstByteTheNextServes() {
        fixture.fails("gitea", new SourceException(Reason.UNAVAILABLE, "it answers 502"))
                .sends("oci", 200, FILE);
        HttpResponse<byte[]> response = fixture.get("1.2.0");

        assertThat(response.body()).isEqualTo(FILE);
        assertThat(header(response, "X-Registry-Source")).contains("oci");
        assertThat(fixture.asked).containsExactly("gitea null", "oci null");
    }

    @Test
    void aSourceThatSendsAnotherFileIsPassedOver() {
        fixture.sends("gitea", 200, SMALL).sends("oci", 200, FILE);

        assertThat(fixture.get("1.2.0").body()).isEqualTo(FILE);
    }

    @Test
    void whenAllFailTheClientIsToldWhy() {
        fixture.fails("gitea", new SourceException(Reason.TIMEOUT, "no answer in 5 s"))
                .fails("oci", new IOException("10.0.0.1 reset"));
        HttpResponse<byte[]> response = fixture.get("1.2.0");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(text(response))
                .contains("source_unavailable", "gitea: timeout", "oci: unavailable")
                .doesNotContain("10.0.0.1");
        assertThat(header(response, "Retry-After")).isPresent();
    }

    @Test
    void whenAllAreTooSlowItIsATimeout() {
        fixture.fails("gitea", new SourceException(Reason.TIMEOUT, "late"))
                .fails("oci", new SourceException(Reason.TIMEOUT, "late"));

        assertThat(fixture.get("1.2.0").statusCode()).isEqualTo(504);
    }

    @Test
    void aDefectIsNoReasonToAskAnotherAndIsNotShown() {
        fixture.fails("gitea", new IllegalStateException("secret"));
        try (LogLines log = new LogLines(ErrorAnswer.class)) {
            HttpResponse<byte[]> response = fixture.get("1.2.0");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(text(response)).contains("internal_error").doesNotContain("secret");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void whatNobodyHasIsAskedOfNobody() {
        assertThat(text(fixture.get("9.9.9"))).contains("version_not_found");
        fixture.gathered = gathered(BackendAnswer.absent("gitea"), BackendAnswer.absent("oci"));
        assertThat(text(fixture.get("1.2.0"))).contains("not_found");
        fixture.gathered = gathered(BackendAnswer.found(extension("gitea", "aws", version("1.2.0"))));
        HttpResponse<byte[]> response = fixture.get("1.2.0");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).contains("no_artifact");
        fixture.gathered = gathered(fresh(BackendAnswer.absent("gitea")), failed("oci", Reason.REFUSED));
        assertThat(fixture.get("1.2.0").statusCode()).isEqualTo(503);

        assertThat(fixture.asked).isEmpty();
    }

    @Test
    void headersAloneAreAskedOfNobody() {
        HttpResponse<byte[]> head = fixture.head("1.2.0");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).contains("300000");

        HttpResponse<byte[]> known =
                fixture.get("1.2.0", "If-None-Match", header(head, "ETag").orElseThrow());
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(fixture.asked).isEmpty();
    }

    @Test
    void aPartIsAskedAsAPartAndPassedOn() {
        byte[] part = Arrays.copyOfRange(FILE, 100, 200);
        fixture.sends("gitea", 206, part, "Content-Range", "bytes 100-199/300000");
        HttpResponse<byte[]> response = fixture.get("1.2.0", "Range", "bytes=100-199");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(part);
        assertThat(header(response, "Content-Range")).contains("bytes 100-199/300000");
        assertThat(fixture.asked).containsExactly("gitea bytes=100-199");
    }

    @Test
    void aSourceThatSendsTheWholeInsteadOfAPartIsCutToIt() {
        fixture.sends("gitea", 200, FILE);
        HttpResponse<byte[]> response = fixture.get("1.2.0", "Range", "bytes=100-199");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(FILE, 100, 200));
    }

    @Test
    void aSourceThatSendsAnotherPartIsPassedOver() {
        byte[] part = Arrays.copyOfRange(FILE, 100, 200);
        fixture.sends("gitea", 206, part, "Content-Range", "bytes 0-99/300000")
                .sends("oci", 206, part, "Content-Range", "bytes 100-199/300000");
        HttpResponse<byte[]> response = fixture.get("1.2.0", "Range", "bytes=100-199");

        assertThat(response.body()).isEqualTo(part);
        assertThat(header(response, "X-Registry-Source")).contains("oci");
    }

    @Test
    void aRangeBeyondTheEndIsTold() {
        HttpResponse<byte[]> response = fixture.get("1.2.0", "Range", "bytes=300000-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(text(response)).contains("range_not_satisfiable");
    }

    @Test
    void aSlowSourceIsWaitedForWhileOthersAreServed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.does("gitea", exchange -> {
            asked.countDown();
            goOn.await();
            throw new SourceException(Reason.TIMEOUT, "late");
        });
        fixture.sends("oci", 200, FILE);
        CompletableFuture<HttpResponse<byte[]>> slow = CompletableFuture.supplyAsync(() -> fixture.get("1.2.0"));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(fixture.head("1.2.0").statusCode()).isEqualTo(200);
        goOn.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS).body()).isEqualTo(FILE);
    }

    @Test
    @DisplayName("E21: a file that is not what its sidecar promises is cut before its last byte, and counted")
    void aWrongDigestIsCut() {
        offer(FILE, sha256(SMALL));
        fixture.sends("gitea", 200, FILE);
        try (LogLines log = new LogLines(DownloadMetrics.class)) {
            assertThatThrownBy(() -> fixture.get("1.2.0")).hasRootCauseInstanceOf(IOException.class);
            assertThat(log.lines())
                    .first()
                    .asString()
                    .startsWith("WARN gitea: aws.tar.gz has the digest " + sha256(FILE));
        }

        assertThat(fixture.metrics
                        .get("checksum.mismatches")
                        .tag("source", "gitea")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(ledger.find("gitea:7")).isEmpty();
        assertThat(fixture.asked).containsExactly("gitea null");
    }

    @Test
    @DisplayName("E21: while nothing has been sent, another source may still have the right file")
    void aWrongDigestOfASmallFileLeadsToTheNextSource() {
        offer(SMALL, sha256(SMALL));
        byte[] tampered = SMALL.clone();
        tampered[500]++;
        fixture.sends("gitea", 200, tampered).sends("oci", 200, SMALL);
        try (LogLines log = new LogLines(DownloadMetrics.class)) {
            assertThat(fixture.get("1.2.0").body()).isEqualTo(SMALL);
            assertThat(log.lines()).hasSize(1);
        }

        assertThat(fixture.metrics
                        .get("checksum.mismatches")
                        .tag("source", "gitea")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aBadRequestReachesNoSource() {
        assertThat(text(fixture.get("1.2.0?source=nexus"))).contains("invalid_parameter");
        assertThat(fixture.asked).isEmpty();
    }
}
