package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.V2Client.header;
import static io.provisioning.extensionregistry.it.V2Client.json;
import static io.provisioning.extensionregistry.it.V2Client.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.OciDocuments;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The requests of the distribution specification's conformance suite in its read-only configuration, under the names that
 * its cases have there, for where the suite itself ({@link ConformanceIT}) cannot be had.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/tree/main/conformance">the suite</a>
 */
class ConformanceCasesIT {
    private static final byte[] NOTHING = "nobody has this".getBytes(StandardCharsets.UTF_8);

    private static TwoSources sources;
    private static V2Client client;

    @BeforeAll
    static void start() throws Exception {
        sources = TwoSources.start(FakeGitea.sample(), FakeRegistry.sample());
        client = V2Client.of(sources.registry());
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @TestFactory
    DynamicTest ping() {
        return dynamicTest(
                "ping", () -> assertThat(client.get("/").statusCode()).isEqualTo(200));
    }

    @TestFactory
    Stream<DynamicContainer> readOnly() {
        return Stream.of("/oci", "/gitea", "")
                .map(source -> source + "/provisioning/aws-provider")
                .map(repository -> DynamicContainer.dynamicContainer(repository, cases(repository, "1.1.0")));
    }

    private static List<DynamicNode> cases(String repository, String tag) {
        HttpResponse<byte[]> manifest = client.get(repository + "/manifests/" + tag);
        String digest = header(manifest, "Docker-Content-Digest");
        assertThat(OciDocuments.digest(manifest.body())).isEqualTo(digest);
        String layer = json(manifest).at("/layers/0/digest").asText();
        String config = json(manifest).at("/config/digest").asText();
        String manifests = repository + "/manifests/";
        String blobs = repository + "/blobs/";
        List<DynamicNode> cases = new ArrayList<>();
        cases.add(
                dynamicTest("empty / tag list", () -> assertThat(texts(client.json(repository + "/tags/list"), "tags"))
                        .isNotEmpty()));
        cases.add(dynamicTest("empty / referrers", () -> assertThat(
                        client.json(repository + "/referrers/" + OciDocuments.digest(NOTHING))
                                .at("/manifests"))
                .isEmpty()));
        cases.add(dynamicTest("read-only / tag-list", () -> tagList(repository, tag)));
        cases.add(dynamicTest("read-only / head / manifest-head-by-tag", () -> head(manifests + tag, manifest)));
        cases.add(dynamicTest("read-only / head / manifest-head-by-digest", () -> head(manifests + digest, manifest)));
        cases.add(dynamicTest("read-only / head / blob-head", () -> {
            head(blobs + layer, client.get(blobs + layer));
            head(blobs + config, client.get(blobs + config));
        }));
        cases.add(dynamicTest("read-only / pull / manifest-by-tag", () -> pull(manifests + tag, digest)));
        cases.add(dynamicTest("read-only / pull / manifest-by-digest", () -> pull(manifests + digest, digest)));
        cases.add(dynamicTest("read-only / pull / blob-get", () -> {
            pull(blobs + layer, layer);
            pull(blobs + config, config);
        }));
        cases.add(dynamicTest("sha256 blobs / get-missing", () -> status(blobs + OciDocuments.digest(NOTHING), 404)));
        cases.addAll(ranges(blobs + layer));
        cases.add(dynamicTest(
                "missing-manifest / by-digest", () -> status(manifests + OciDocuments.digest(NOTHING), 404)));
        cases.add(dynamicTest("missing-manifest / by-tag", () -> status(manifests + "no-such-tag", 404)));
        cases.add(dynamicTest("invalid-digest-format / manifest-get", () -> assertThat(
                        client.get(manifests + "sha256:invalid").statusCode())
                .isIn(400, 404)));
        return cases;
    }

    /** The whole list, and after each of its halves' last tag what is left of it. */
    private static void tagList(String repository, String tag) {
        List<String> tags = texts(client.json(repository + "/tags/list"), "tags");
        assertThat(tags).contains(tag).hasSizeGreaterThan(1).isSorted();
        int half = tags.size() / 2;
        assertThat(texts(client.json(repository + "/tags/list?last=" + tags.get(half - 1)), "tags"))
                .isEqualTo(tags.subList(half, tags.size()));
    }

    private static void head(String path, HttpResponse<byte[]> whole) {
        HttpResponse<byte[]> head = client.send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(whole.body().length));
        assertThat(header(head, "Content-Type")).isEqualTo(header(whole, "Content-Type"));
        assertThat(header(head, "Docker-Content-Digest")).isEqualTo(OciDocuments.digest(whole.body()));
    }

    private static void pull(String path, String digest) {
        HttpResponse<byte[]> answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(OciDocuments.digest(answer.body())).isEqualTo(digest);
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(answer.body().length));
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest);
    }

    private static List<DynamicTest> ranges(String blob) {
        byte[] whole = client.get(blob).body();
        int size = whole.length;
        return List.of(
                range(blob, "50-149", whole, 50, 150),
                range(blob, "50-", whole, 50, size),
                range(blob, "-50", whole, size - 50, size),
                range(blob, size - 48 + "-5000", whole, size - 48, size),
                dynamicTest("range requests / range 50-0", () -> unsatisfiable(blob, "50-0")),
                dynamicTest("range requests / range 5000-10000", () -> unsatisfiable(blob, "5000-10000")));
    }

    private static DynamicTest range(String blob, String range, byte[] whole, int from, int to) {
        return dynamicTest("range requests / range " + range, () -> {
            HttpResponse<byte[]> part = client.get(blob, "Range", "bytes=" + range);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, to));
            assertThat(header(part, "Content-Length")).isEqualTo(String.valueOf(to - from));
            assertThat(header(part, "Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/" + whole.length);
        });
    }

    private static void unsatisfiable(String blob, String range) {
        assertThat(client.get(blob, "Range", "bytes=" + range).statusCode()).isEqualTo(416);
    }

    private static void status(String path, int status) {
        assertThat(client.get(path).statusCode()).isEqualTo(status);
    }
}
