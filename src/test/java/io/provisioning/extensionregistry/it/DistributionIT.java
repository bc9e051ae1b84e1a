package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.V2Client.code;
import static io.provisioning.extensionregistry.it.V2Client.header;
import static io.provisioning.extensionregistry.it.V2Client.json;
import static io.provisioning.extensionregistry.it.V2Client.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistrySamples;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The read side of the distribution specification over a Gitea and a registry that have something in common. */
class DistributionIT {
    private static final String AWS = "/provisioning/aws-provider";
    private static final byte[] LAYER = TarGz.extension("provider", "aws", "1.2.0");

    private static TwoSources sources;
    private static V2Client client;

    @BeforeAll
    static void start() throws Exception {
        FakeRegistry oci = FakeRegistry.sample();
        FakeRegistrySamples.otherKinds(oci.content());
        sources = TwoSources.start(FakeGitea.sample(), oci);
        client = V2Client.of(sources.registry());
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void theRootSaysThatThisIsARegistry(String path) {
        HttpResponse<byte[]> answer = client.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo("{}");
        assertThat(header(answer, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
    }

    @Test
    void theCatalogHasEveryExtensionOnceAndIsPaged() {
        assertThat(texts(client.json("/_catalog"), "repositories"))
                .containsExactly(
                        "provisioning/aws-provider",
                        "provisioning/buildkit-cluster",
                        "provisioning/kubernetes-taskserv",
                        "provisioning/nginx-taskserv",
                        "provisioning/podinfo-cluster",
                        "provisioning/runner-cluster",
                        "provisioning/upcloud-provider");
        HttpResponse<byte[]> page = client.get("/_catalog?n=2&last=provisioning/b");
        assertThat(texts(json(page), "repositories"))
                .containsExactly("provisioning/buildkit-cluster", "provisioning/kubernetes-taskserv");
        assertThat(header(page, "Link"))
                .isEqualTo("</v2/_catalog?n=2&last=provisioning%2Fkubernetes-taskserv>; rel=\"next\"");
        assertThat(client.get("/_catalog?n=7").headers().firstValue("Link")).isEmpty();
    }

    @Test
    void tagsAreThoseOfAllSourcesAsTheyAre() {
        JsonNode merged = client.json("/provisioning/upcloud-provider/tags/list");

        assertThat(merged.path("name").asText()).isEqualTo("provisioning/upcloud-provider");
        assertThat(texts(merged, "tags")).containsExactly("0.9.0", "1.0.0", "1.1.0-rc.1", "v1.0.0");
        assertThat(texts(client.json("/gitea/provisioning/upcloud-provider/tags/list"), "tags"))
                .containsExactly("0.9.0", "v1.0.0");
        assertThat(texts(client.json("/oci/provisioning/upcloud-provider/tags/list"), "tags"))
                .containsExactly("0.9.0", "1.0.0", "1.1.0-rc.1");
    }

    @Test
    void tagsArePaged() {
        String list = AWS + "/tags/list";
        HttpResponse<byte[]> first = client.get(list + "?n=2");
        assertThat(texts(json(first), "tags")).containsExactly("1.0.0", "1.1.0");
        assertThat(header(first, "Link")).isEqualTo("</v2" + list + "?n=2&last=1.1.0>; rel=\"next\"");
        assertThat(texts(client.json(list + "?last=1.1.1"), "tags")).containsExactly("1.2.0", "2.0.0-rc.1");
        HttpResponse<byte[]> none = client.get(list + "?n=0");
        assertThat(texts(json(none), "tags")).isEmpty();
        assertThat(header(none, "Link")).isEmpty();
        assertThat(client.get(list + "?n=x").statusCode()).isEqualTo(400);
    }

    @Test
    void anArtifactOfARegistryIsPassedOnByteForByteAndComesFirst() {
        String digest =
                sources.oci().content().repository("provisioning/aws-provider").get("1.2.0");
        byte[] stored = sources.oci().content().manifestBytes(digest);
        for (String reference : new String[] {"1.2.0", digest}) {
            HttpResponse<byte[]> answer =
                    client.get(AWS + "/manifests/" + reference, "Accept-Encoding", "gzip", "Accept", "text/html");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(stored);
            assertThat(header(answer, "Content-Type")).isEqualTo(OciDocuments.MANIFEST);
            assertThat(header(answer, "Content-Length")).isEqualTo("" + stored.length);
            assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest);
            assertThat(header(answer, "ETag")).isEqualTo('"' + digest + '"');
            assertThat(header(answer, "X-Registry-Source")).isEqualTo("oci");
            HttpResponse<byte[]> head = client.send("HEAD", AWS + "/manifests/" + reference);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "Content-Length")).isEqualTo("" + stored.length);
            assertThat(header(head, "Docker-Content-Digest")).isEqualTo(digest);
            assertThat(header(head, "Content-Type")).isEqualTo(OciDocuments.MANIFEST);
        }
    }

    @Test
    void anIndexAndWhatItPointsToArePassedOn() {
        HttpResponse<byte[]> index = client.get("/provisioning/runner-cluster/manifests/3.1.4");
        assertThat(header(index, "Content-Type")).isEqualTo(OciDocuments.INDEX);
        for (JsonNode child : json(index).path("manifests")) {
            HttpResponse<byte[]> manifest = client.get("/provisioning/runner-cluster/manifests/"
                    + child.path("digest").asText());
            assertThat(OciDocuments.digest(manifest.body()))
                    .isEqualTo(child.path("digest").asText());
            for (JsonNode layer : json(manifest).path("layers")) {
                pull("/provisioning/runner-cluster", layer.path("digest").asText());
            }
            pull(
                    "/provisioning/runner-cluster",
                    json(manifest).at("/config/digest").asText());
        }
    }

    @Test
    void aReleaseIsAnArtifact() {
        HttpResponse<byte[]> answer = client.get(AWS + "/manifests/2.0.0-rc.1");
        JsonNode manifest = json(answer);

        assertThat(header(answer, "X-Registry-Source")).isEqualTo("gitea");
        assertThat(manifest.path("artifactType").asText()).isEqualTo("application/vnd.extension-registry.provider.v1");
        byte[] archive = TarGz.extension("provider", "aws", "2.0.0-rc.1");
        assertThat(manifest.at("/layers/0/digest").asText()).isEqualTo(OciDocuments.digest(archive));
        assertThat(manifest.at("/layers/0/size").asInt()).isEqualTo(archive.length);
        assertThat(pull(AWS, OciDocuments.digest(archive))).isEqualTo(archive);
        assertThat(pull(AWS, manifest.at("/config/digest").asText())).asString().isEqualTo("{}");
        String digest = header(answer, "Docker-Content-Digest");
        assertThat(OciDocuments.digest(answer.body())).isEqualTo(digest);
        assertThat(client.get(AWS + "/manifests/" + digest).body()).isEqualTo(answer.body());
        assertThat(client.get("/gitea" + AWS + "/manifests/2.0.0-rc.1").body()).isEqualTo(answer.body());
        assertThat(client.get("/oci" + AWS + "/manifests/2.0.0-rc.1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void latestIsTheNewestOfAllUnlessARegistryCallsSomethingSo() {
        assertThat(header(client.get(AWS + "/manifests/latest"), "X-Registry-Source"))
                .isEqualTo("gitea");
        assertThat(client.get(AWS + "/manifests/latest").body())
                .isEqualTo(client.get("/gitea" + AWS + "/manifests/1.2.0").body());
        assertThat(client.get("/oci" + AWS + "/manifests/latest").body())
                .isEqualTo(client.get("/oci" + AWS + "/manifests/1.2.0").body());
        String repository = "provisioning/buildkit-cluster";
        byte[] stored = sources.oci()
                .content()
                .manifestBytes(sources.oci().content().repository(repository).get("0.12.0"));
        sources.oci().content().tag(repository, "latest", OciDocuments.MANIFEST, stored);

        assertThat(client.get("/" + repository + "/manifests/latest").body()).isEqualTo(stored);
    }

    @Test
    void partsOfBlobsAreSentFromEitherKindOfSource() {
        for (String name : new String[] {"/oci" + AWS, "/gitea" + AWS, AWS}) {
            String blob = name + "/blobs/" + OciDocuments.digest(LAYER);
            HttpResponse<byte[]> part = client.get(blob, "Range", "bytes=5-14");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(LAYER, 5, 15));
            assertThat(header(part, "Content-Range")).isEqualTo("bytes 5-14/" + LAYER.length);
            assertThat(header(part, "Content-Length")).isEqualTo("10");
            HttpResponse<byte[]> end = client.get(blob, "Range", "bytes=-3");
            assertThat(end.body()).isEqualTo(Arrays.copyOfRange(LAYER, LAYER.length - 3, LAYER.length));
            HttpResponse<byte[]> beyond = client.get(blob, "Range", "bytes=" + LAYER.length + "-");
            assertThat(beyond.statusCode()).isEqualTo(416);
            assertThat(code(beyond)).isEqualTo("RANGE_NOT_SATISFIABLE");
            assertThat(client.get(blob, "Range", "bytes=9-3").statusCode()).isEqualTo(416);
            HttpResponse<byte[]> head = client.send("HEAD", blob);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "Content-Length")).isEqualTo("" + LAYER.length);
            assertThat(header(head, "Docker-Content-Digest")).isEqualTo(OciDocuments.digest(LAYER));
        }
    }

    @Test
    void whatNobodyHasIsNotFoundInTheWordsOfTheSpecification() {
        String digest = OciDocuments.digest("nothing".getBytes(StandardCharsets.UTF_8));
        assertError(404, "NAME_UNKNOWN", "/provisioning/nothing-provider/tags/list");
        assertError(404, "NAME_UNKNOWN", "/provisioning/nothing-provider/manifests/1.0.0");
        assertError(404, "NAME_UNKNOWN", "/elsewhere/aws-provider/manifests/1.0.0");
        assertError(404, "MANIFEST_UNKNOWN", AWS + "/manifests/9.9.9");
        assertError(404, "MANIFEST_UNKNOWN", AWS + "/manifests/.INVALID_MANIFEST_NAME");
        assertError(404, "MANIFEST_UNKNOWN", AWS + "/manifests/" + digest);
        assertError(404, "BLOB_UNKNOWN", AWS + "/blobs/" + digest);
        assertError(404, "NAME_UNKNOWN", "/provisioning/nothing-provider/blobs/" + digest);
        assertError(404, "NAME_UNKNOWN", "/" + "nowhere");
    }

    @Test
    @DisplayName("E55: a name that goes astray is refused")
    void whatIsWrittenWrongIsRefused() {
        assertError(400, "NAME_INVALID", "/provisioning%2Faws-provider/tags/list");
        assertError(400, "NAME_INVALID", "/provisioning/../aws-provider/tags/list");
        assertError(400, "NAME_INVALID", "/Provisioning/aws-provider/tags/list");
        assertError(400, "DIGEST_INVALID", AWS + "/blobs/sha256:abc");
        assertError(400, "DIGEST_INVALID", AWS + "/manifests/sha256:abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void nothingCanBeWritten(String method) {
        HttpResponse<byte[]> answer = client.send(method, AWS + "/manifests/1.2.0");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(code(answer)).isEqualTo("UNSUPPORTED");
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    private static void assertError(int status, String code, String path) {
        HttpResponse<byte[]> answer = client.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(code(answer)).as(path).isEqualTo(code);
        assertThat(header(answer, "Content-Type")).as(path).isEqualTo("application/json");
        assertThat(header(answer, "Docker-Distribution-Api-Version")).as(path).isEqualTo("registry/2.0");
    }

    private static byte[] pull(String repository, String digest) {
        HttpResponse<byte[]> blob = client.get(repository + "/blobs/" + digest);
        assertThat(blob.statusCode()).isEqualTo(200);
        assertThat(OciDocuments.digest(blob.body())).isEqualTo(digest);
        assertThat(header(blob, "Docker-Content-Digest")).isEqualTo(digest);
        assertThat(header(blob, "Content-Length")).isEqualTo("" + blob.body().length);
        assertThat(header(blob, "Content-Type")).isEqualTo("application/octet-stream");
        return blob.body();
    }
}
