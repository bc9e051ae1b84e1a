package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistrySamples;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /extensions/{type}/{name}/{version}}. */
class DownloadIT {
    private static final String AWS = "/extensions/provider/aws/1.2.0";
    private static final byte[] ARCHIVE = TarGz.extension("provider", "aws", "1.2.0");
    private static final String TAG = "\"sha256:" + TarGz.sha256(ARCHIVE) + "\"";
    private static final byte[] PLAIN = "an archive of which nobody knows the digest".getBytes(StandardCharsets.UTF_8);
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        var odd = gitea.repository("odd_prov");
        odd.release("0.5.0").title("Nothing attached");
        odd.release("release/1.0").withSidecar("odd.tar.gz", TarGz.extension("provider", "odd", "release"));
        odd.release("0.6.0").asset("odd.tar.gz", PLAIN);
        FakeRegistry oci = FakeRegistry.sample();
        FakeRegistrySamples.otherKinds(oci.content());
        sources = TwoSources.start(gitea, oci);
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @Test
    void theBytesComeWithAllThatIsKnownOfThem() {
        HttpResponse<byte[]> answer = sources.registry().bytes(AWS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ARCHIVE);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/gzip");
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(ARCHIVE.length));
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"aws_prov.tar.gz\"");
        assertThat(header(answer, "ETag")).isEqualTo(TAG);
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Repr-Digest"))
                .isEqualTo("sha-256=:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(TarGz.sha256(ARCHIVE)))
                        + ":");
        assertThat(header(answer, "X-Registry-Source")).isEqualTo("gitea");
        assertThat(header(answer, "Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "provider/aws/latest, provider/aws/1.2.0",
        "provider/aws/v1.2.0, provider/aws/1.2.0",
        "provider/aws/2.0.0-rc.1, provider/aws/2.0.0-rc.1",
        "provider/upcloud/1.0.0, provider/upcloud/1.0.0",
        "provider/upcloud/v1.0.0, provider/upcloud/1.0.0",
        "provider/upcloud/latest, provider/upcloud/1.0.0",
        "cluster/buildkit/latest, cluster/buildkit/0.13.0",
        "cluster/buildkit/0.2.0, cluster/buildkit/0.2.0",
        "provider/aws/1.1.0?source=oci, provider/aws/1.1.0"
    })
    void aVersionIsFoundByWhatUsersCallIt(String asked, String archive) {
        String[] parts = archive.split("/");

        assertThat(sources.registry().bytes("/extensions/" + asked).body())
                .isEqualTo(TarGz.extension(parts[0], parts[1], parts[2]));
    }

    @Test
    void aSlashInAVersionIsEscaped() {
        assertThat(sources.registry()
                        .bytes("/extensions/provider/odd/release%2F1.0")
                        .body())
                .isEqualTo(TarGz.extension("provider", "odd", "release"));
        assertThat(each(sources.get("/extensions/provider/odd/versions").body(), "url"))
                .contains("/api/v1/extensions/provider/odd/release%2F1.0");
    }

    @Test
    void aHelmChartIsDownloadedByItsVersionAndATimoniModuleIsItsModule() {
        HttpResponse<byte[]> chart = sources.registry().bytes("/extensions/taskserv/nginx/1.0.0+build5");

        assertThat(chart.body())
                .isEqualTo(TarGz.of(java.util.Map.of("nginx/Chart.yaml", "name: nginx\nversion: 1.0.0+build5\n")));
        assertThat(sources.registry()
                        .bytes("/extensions/cluster/podinfo/latest")
                        .body())
                .isEqualTo(TarGz.of(java.util.Map.of("timoni.cue", "package main\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "provider/aws/9.9.9, 404, version_not_found",
        "provider/nobody/1.0.0, 404, not_found",
        "provider/odd/0.5.0, 404, no_artifact",
        "cluster/runner/3.1.4, 406, not_acceptable",
        "cluster/runner/latest, 406, not_acceptable"
    })
    void whatIsNoFileIsNoDownload(String path, int status, String error) {
        HttpResponse<String> answer = sources.get("/extensions/" + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo(error);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({"0-9, 0, 10", "10-19, 10, 20", "-7, -7, 0", "5-, 5, 0", "240-99999, 240, 0"})
    void aRangeIsAPartOfTheFile(String range, int from, int to) {
        int first = from < 0 ? ARCHIVE.length + from : from;
        int end = to == 0 ? ARCHIVE.length : to;

        HttpResponse<byte[]> answer = sources.registry().bytes(AWS, "Range", "bytes=" + range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(ARCHIVE, first, end));
        assertThat(header(answer, "Content-Range"))
                .isEqualTo("bytes " + first + "-" + (end - 1) + "/" + ARCHIVE.length);
        assertThat(header(answer, "ETag")).isEqualTo(TAG);
    }

    @Test
    void aRangeBehindTheEndCannotBeSatisfied() {
        HttpResponse<String> answer = sources.get(AWS, "Range", "bytes=99999-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + ARCHIVE.length);
        assertThat(Golden.parse(answer.body()).get("error").asText()).isEqualTo("range_not_satisfiable");
    }

    @Test
    void aRangeCountsOnlyIfTheClientsCopyIsOfThisFile() {
        assertThat(sources.registry()
                        .bytes(AWS, "Range", "bytes=0-9", "If-Range", TAG)
                        .statusCode())
                .isEqualTo(206);
        HttpResponse<byte[]> other = sources.registry().bytes(AWS, "Range", "bytes=0-9", "If-Range", "\"other\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(ARCHIVE);
    }

    @Test
    void whoeverHasTheFileOrWantsItsHeadersCostsTheSourceNothing() {
        sources.registry().bytes(AWS);
        int before = sources.calls();

        HttpResponse<String> known = sources.get(AWS, "If-None-Match", TAG);
        HttpResponse<String> head = sources.send("HEAD", AWS);

        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(header(known, "ETag")).isEqualTo(TAG);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(ARCHIVE.length));
        assertThat(header(head, "ETag")).isEqualTo(TAG);
        assertThat(sources.calls()).isEqualTo(before);
    }

    @Test
    void aDigestThatNobodyGivesIsLearnedWhenTheBytesPass() {
        String path = "/extensions/provider/odd";
        HttpResponse<String> before = sources.get(path);
        assertThat(Golden.parse(before.body()).get("version").asText()).isEqualTo("0.6.0");
        assertThat(Golden.parse(before.body()).has("checksum")).isFalse();

        HttpResponse<byte[]> first = sources.registry().bytes(path + "/0.6.0");
        assertThat(first.body()).isEqualTo(PLAIN);
        assertThat(header(first, "ETag")).isEmpty();

        String checksum = "sha256:" + TarGz.sha256(PLAIN);
        Eventually.until("the digest is known", () -> sources.get(path).body().contains(checksum));
        assertThat(sources.get("/extensions").body()).contains(checksum);
        assertThat(sources.get(path + "/versions").body()).contains(checksum);
        assertThat(header(sources.get(path), "ETag")).isNotEqualTo(header(before, "ETag"));
        HttpResponse<byte[]> second = sources.registry().bytes(path + "/0.6.0");
        assertThat(header(second, "ETag")).isEqualTo('"' + checksum + '"');
        assertThat(header(second, "Repr-Digest")).isNotEmpty();
    }

    @Test
    void metricsCountTheBytesAndTheRequest() {
        sources.registry().bytes(AWS);

        Eventually.until(
                "it is counted",
                () -> sources.value("http_requests_total", "route=\"catalog.download\"", "status=\"200\"") > 0);
        assertThat(sources.value("download_bytes_total", "source=\"gitea\"")).isGreaterThanOrEqualTo(ARCHIVE.length);
    }
}
