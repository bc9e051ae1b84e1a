package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.gathered;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.micrometer.core.instrument.Counter;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.catalog.CacheDirectives;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What health learns from downloads, and what a download does that must not ask a source. */
class DownloadHealthTest {
    private static final byte[] FILE = new byte[300_000];

    private DownloadFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new DownloadFixture(new DigestLedger(Caffeine.newBuilder().build()));
        promise(null);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void promise(Checksum checksum) {
        fixture.gathered = gathered(has("gitea", checksum), has("oci", checksum));
    }

    private static BackendAnswer has(String source, Checksum checksum) {
        Artifact artifact = new Artifact(
                "aws.tar.gz", "application/gzip", (long) FILE.length, checksum, null, "/" + source, source + ":7");
        return BackendAnswer.found(extension(source, "aws", version("1.2.0").withArtifact(artifact)));
    }

    private void sends(InputStream bytes) {
        fixture.does("gitea", exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            exchange.getMessage().setHeader("Content-Length", FILE.length);
            exchange.getMessage().setBody(bytes);
        });
    }

    private Reason failure(String source) {
        return fixture.states.of(source).failure() == null
                ? null
                : fixture.states.of(source).failure().reason();
    }

    private double count(String source, String outcome) {
        Counter counter = fixture.metrics
                .find("source.requests")
                .tags("source", source, "operation", "download", "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void aSourceThatSendsIsHealthy() {
        fixture.sends("gitea", 200, FILE);
        fixture.get("1.2.0");

        assertThat(fixture.states.of("gitea").healthy()).isTrue();
        assertThat(fixture.states.of("gitea").lastSuccess()).isNotNull();
        assertThat(fixture.states.of("oci").lastSuccess()).isNull();
        assertThat(count("gitea", "answered")).isEqualTo(1);
    }

    @Test
    void itIsHealthyAsSoonAsItSends() {
        AtomicReference<Boolean> healthy = new AtomicReference<>();
        sends(new ByteArrayInputStream(FILE) {
            @Override
            public int read(byte[] into) throws IOException {
                healthy.compareAndSet(null, fixture.states.of("gitea").healthy());
                return super.read(into);
            }
        });

        assertThat(fixture.get("1.2.0").statusCode()).isEqualTo(200);
        assertThat(healthy.get()).isTrue();
    }

    @Test
    void aSourceThatFailsBeforeItsFirstByteIsNot() {
        fixture.fails("gitea", new SourceException(Reason.UNAVAILABLE, "it answers 502"))
                .sends("oci", 200, FILE);
        fixture.get("1.2.0");

        assertThat(failure("gitea")).isEqualTo(Reason.UNAVAILABLE);
        assertThat(fixture.states.of("oci").healthy()).isTrue();
        assertThat(count("gitea", "unavailable")).isEqualTo(1);
        assertThat(count("oci", "answered")).isEqualTo(1);
    }

    @Test
    void aSourceThatSendsAnotherFileIsNot() {
        fixture.sends("gitea", 200, new byte[7]).sends("oci", 200, FILE);
        fixture.get("1.2.0");

        assertThat(failure("gitea")).isEqualTo(Reason.INVALID_ANSWER);
        assertThat(count("gitea", "answered")).isZero();
    }

    @Test
    void aSourceThatBreaksOffIsNot() {
        sends(new SequenceInputStream(new ByteArrayInputStream(FILE, 0, 200_000), new Broken()));

        assertThatThrownBy(() -> fixture.get("1.2.0")).hasRootCauseInstanceOf(IOException.class);
        assertThat(failure("gitea")).isEqualTo(Reason.UNAVAILABLE);
        assertThat(count("gitea", "answered")).isEqualTo(1);
    }

    @Test
    void aSourceThatSendsOtherBytesThanPromisedIsNot() {
        promise(digest(1));
        fixture.sends("gitea", 200, FILE);

        assertThatThrownBy(() -> fixture.get("1.2.0")).hasRootCauseInstanceOf(IOException.class);
        assertThat(failure("gitea")).isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void aSourceThatSendsTooLittleIsNot() {
        sends(new ByteArrayInputStream(FILE, 0, 200_000));

        assertThatThrownBy(() -> fixture.get("1.2.0")).hasRootCauseInstanceOf(IOException.class);
        assertThat(failure("gitea")).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void thatTooManyOtherCallsAreUnderWaySaysNothingOfTheSource() {
        BulkheadFullException full = BulkheadFullException.createBulkheadFullException(Bulkhead.ofDefaults("gitea"));
        fixture.fails("gitea", new IOException(full)).sends("oci", 200, FILE);
        fixture.get("1.2.0");

        assertThat(failure("gitea")).isNull();
        assertThat(count("gitea", "skipped")).isEqualTo(1);
    }

    @Test
    void bytesAreNotFetchedForWhoWantsCopiesAlone() {
        fixture.cacheDirective = CacheDirectives.ONLY_IF_CACHED;
        fixture.sends("gitea", 200, FILE);
        HttpResponse<byte[]> response = fixture.get("1.2.0");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("\"not_cached\"");
        assertThat(fixture.head("1.2.0").statusCode()).isEqualTo(200);
        assertThat(fixture.asked).isEmpty();
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("reset");
        }
    }
}
