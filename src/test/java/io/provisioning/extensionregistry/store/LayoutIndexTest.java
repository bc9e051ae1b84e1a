package io.provisioning.extensionregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.support.LogLines;
import io.provisioning.extensionregistry.support.OciDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory is an OCI image layout that any tool can read. */
class LayoutIndexTest {
    @TempDir
    Path directory;

    /** What the specification asks of a layout, asked of the files themselves. */
    @Test
    void theDirectoryIsALayout() throws IOException {
        byte[] file = "file".getBytes(StandardCharsets.UTF_8);
        byte[] manifest =
                OciDocuments.manifest(OciDocuments.emptyConfig(), List.of(OciDocuments.file("f", file)), Map.of());
        try (ContentStore store = open()) {
            store.put("{}".getBytes(StandardCharsets.UTF_8), true);
            store.put(file, false);
            StoredBlob blob = store.put(manifest, false);
            store.index().put(entry("org/aws-provider:1.0.0", blob.digest(), manifest.length));
        }
        JsonNode version = json("oci-layout");
        assertThat(version.get("imageLayoutVersion").asText()).isEqualTo("1.0.0");
        JsonNode index = json("index.json");
        assertThat(index.get("schemaVersion").asInt()).isEqualTo(2);
        JsonNode named = index.get("manifests").get(0);
        assertThat(named.at("/annotations/org.opencontainers.image.ref.name").asText())
                .isEqualTo("org/aws-provider:1.0.0")
                .matches("[A-Za-z0-9]+(([-._:@+]|--)[A-Za-z0-9]+|/[A-Za-z0-9]+)*");
        assertThat(named.get("size").asInt()).isEqualTo(manifest.length);
        JsonNode read = json("blobs/" + named.get("digest").asText().replace(':', '/'));
        for (JsonNode part : List.of(read.get("config"), read.get("layers").get(0))) {
            Path blob = directory.resolve("blobs/" + part.get("digest").asText().replace(':', '/'));
            assertThat(blob).hasSize(part.get("size").asLong());
        }
        try (Stream<Path> blobs = Files.list(directory.resolve("blobs/sha256"))) {
            assertThat(blobs.map(each -> each.getFileName().toString()))
                    .hasSize(3)
                    .allMatch(Digests::isHex);
        }
    }

    @Test
    void namesAreFoundAfterARestartAndByOthers() throws IOException {
        try (ContentStore one = open();
                ContentStore other = open()) {
            assertThat(one.index().put(entry("a:1", digest(1), 1))).isTrue();
            assertThat(other.index().find("a:1")).contains(entry("a:1", digest(1), 1));
            other.index().put(entry("a:2", digest(2), 2));
            one.index().put(entry("a:1", digest(3), 3));
            assertThat(other.index().all()).containsExactly(entry("a:1", digest(3), 3), entry("a:2", digest(2), 2));
            one.index().remove("a:2");
            assertThat(other.index().find("a:2")).isEmpty();
        }
        try (ContentStore store = open()) {
            assertThat(store.index().all()).containsExactly(entry("a:1", digest(3), 3));
        }
    }

    @Test
    void anIndexThatCannotBeReadIsIgnoredAndReplaced() throws IOException {
        open().close();
        Files.writeString(directory.resolve("index.json"), "{\"manifests\":[");
        try (LogLines log = new LogLines(LayoutIndex.class);
                ContentStore store = open()) {
            assertThat(store.index().all()).isEmpty();
            assertThat(log.lines()).singleElement().asString().startsWith("WARN");
            assertThat(store.index().put(entry("a:1", digest(1), 1))).isTrue();
        }
        assertThat(json("index.json").get("manifests")).hasSize(1);
    }

    private static LayoutEntry entry(String name, String digest, long size) {
        return new LayoutEntry(name, OciDocuments.MANIFEST, digest, size, Map.of());
    }

    private static String digest(int number) {
        return Checksum.over(new byte[] {(byte) number}).toString();
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(directory.resolve(file)));
    }

    private ContentStore open() {
        return ContentStore.open(directory, 1 << 20, true, Clock.systemUTC());
    }
}
