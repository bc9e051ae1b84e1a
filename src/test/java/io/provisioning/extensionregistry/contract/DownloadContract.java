package io.provisioning.extensionregistry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubAnswer.Fault;
import io.provisioning.extensionregistry.support.TarGz;
import io.provisioning.extensionregistry.upstream.Failures;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a source promises that has files, beside the rest. The file of the known extension's latest version is {@link
 * TarGz#extension}.
 */
abstract class DownloadContract extends BackendRouteContract {
    private byte[] file() {
        return TarGz.extension(
                known().type().wireName(), known().name(), versions().get(0));
    }

    private Artifact artifact() throws Exception {
        return listed().latest().download().orElseThrow();
    }

    @Test
    void whatIsToldOfTheFileIsTrue() throws Exception {
        assertThat(artifact().size()).isEqualTo(file().length);
        assertThat(artifact().knownChecksum().map(Checksum::toString)).contains("sha256:" + TarGz.sha256(file()));
    }

    @Test
    void theFileComesAsItIs() throws Exception {
        Exchange done = source.download(artifact(), Map.of());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(byte[].class)).isEqualTo(file());
        assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(200);
        assertThat(done.getMessage().getHeader("Content-Length", Long.class)).isEqualTo(file().length);
    }

    @Test
    void aPartComesAsAPart() throws Exception {
        Exchange done = source.download(artifact(), Map.of("range", "bytes=5-9"));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(byte[].class)).isEqualTo(Arrays.copyOfRange(file(), 5, 10));
        assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(206);
        assertThat(done.getMessage().getHeader("Content-Range")).isEqualTo("bytes 5-9/" + file().length);
    }

    @Test
    void onlyTheHeadIsAskedForIfThatIsWanted() throws Exception {
        Artifact artifact = artifact();
        int before = server.requests().size();
        Exchange done = source.download(artifact, Map.of("headOnly", true));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(byte[].class)).isEmpty();
        assertThat(done.getMessage().getHeader("Content-Length", Long.class)).isEqualTo(file().length);
        assertThat(server.requests().subList(before, server.requests().size()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.method()).isEqualTo("HEAD"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, UNAUTHORIZED",
        "404, INVALID_ANSWER",
        "416, INVALID_ANSWER",
        "429, RATE_LIMITED",
        "500, UNAVAILABLE"
    })
    void aRefusalIsThrownBeforeAnyByte(int status, Reason reason) throws Exception {
        Artifact artifact = artifact();
        server.otherwise(request -> StubAnswer.status(status));

        assertFailed(source.download(artifact, Map.of()), reason);
    }

    @Test
    void aFileThatBreaksOffIsNotWhole() throws Exception {
        Artifact artifact = artifact();
        for (Fault fault : new Fault[] {Fault.CLOSE, Fault.TRUNCATE, Fault.RESET}) {
            server.otherwise(
                    request -> StubAnswer.of(200, "application/gzip", file()).failing(fault));
            assertFailed(source.download(artifact, Map.of()), Reason.UNAVAILABLE);
        }
    }

    private void assertFailed(Exchange done, Reason reason) {
        assertThat(done.getException()).as("%s", reason).isNotNull();
        Failure failure = Failures.known(done.getException())
                .orElseThrow(() -> new AssertionError("a defect", done.getException()));
        assertThat(failure.reason()).as("%s", failure).isEqualTo(reason);
        assertThat(failure.message()).doesNotContain(TOKEN, "://", server.authority());
    }
}
