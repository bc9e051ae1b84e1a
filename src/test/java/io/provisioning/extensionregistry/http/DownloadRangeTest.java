package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadRangeTest {
    private static final int SIZE = 300_000;
    private static final byte[] FILE = DownloadFixture.file(SIZE);
    private static DownloadFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = new DownloadFixture(Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void serve() throws Exception {
        fixture.serves(FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99999, 0, 99999",
        "bytes=100000-, 100000, 299999",
        "bytes=299999-, 299999, 299999",
        "bytes=-1, 299999, 299999",
        "bytes=-300001, 0, 299999",
        "bytes=200000-999999999, 200000, 299999",
        "bytes = 5 - 9, 5, 9"
    })
    void oneRangeIsCutOutOfAFileThatTheSourceSendsWhole(String range, int first, int last) throws Exception {
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file", "Range: " + range);

        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.complete()).isTrue();
        assertThat(reply.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
        assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(last - first + 1));
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(FILE, first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=300000-", "bytes=300000-300001", "bytes=-0", "bytes=999999999999-"})
    void aRangeBehindTheEndIsRefusedWithTheSize(String range) throws Exception {
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file", "Range: " + range);

        assertThat(reply.status()).isEqualTo(416);
        assertThat(reply.header("Content-Range")).isEqualTo("bytes */300000");
        assertThat(reply.text()).startsWith("{\"error\":\"range_not_satisfiable\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-9", "bytes=9-5", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "nonsense"})
    void whatIsNotOneRangeMeansTheWholeFile(String range) throws Exception {
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file", "Range: " + range);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(FILE);
    }

    @Test
    void aRangeThatTheSourceSentIsPassedOn() throws Exception {
        byte[] part = Arrays.copyOfRange(FILE, 10, 200_010);
        fixture.download = new Download(
                "oci", 206, SIZE, part.length, "bytes 10-200009/300000", "x", null, fixture.download.checksum(), null);
        fixture.source.answers(
                "HTTP/1.1 206 Partial Content\r\nContent-Length: " + part.length, sink -> sink.write(part));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file", "Range: bytes=10-200009");

        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.header("Content-Range")).isEqualTo("bytes 10-200009/300000");
        assertThat(reply.body()).isEqualTo(part);
    }

    @Test
    void aRangeOfAnotherVersionOfTheFileMeansTheWholeFile() throws Exception {
        String etag = fixture.download.etag();
        String range = "Range: bytes=0-9";

        assertThat(RawClient.get(fixture.port(), "/file", range, "If-Range: " + etag)
                        .status())
                .isEqualTo(206);
        for (String other : new String[] {"\"a\"", "W/" + etag, "Sat, 01 Nov 2025 00:00:00 GMT"}) {
            assertThat(RawClient.get(fixture.port(), "/file", range, "If-Range: " + other)
                            .status())
                    .as(other)
                    .isEqualTo(200);
        }
    }

    @Test
    void aFileThatTheClientHasIsNotSentAgain() throws Exception {
        RawClient.Reply reply =
                RawClient.get(fixture.port(), "/file", "If-None-Match: " + fixture.download.etag(), "Range: bytes=0-9");

        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.headers()).containsEntry("ETag", fixture.download.etag());
    }
}
