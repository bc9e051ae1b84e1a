package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.OciDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerChoiceTest {
    private static final String TAR = OciDocuments.LAYER;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain:notes.txt|notes.txt",
                "text/plain:SHA256SUMS text/plain:x.tar.gz|x.tar.gz",
                "text/plain:x.zip text/plain:x.tar.gz|x.tar.gz",
                "text/plain:x.tar.gz.sha256 text/plain:x.zip|x.zip",
                "text/plain:a.tgz text/plain:b.tgz|a.tgz",
                "text/plain:a text/plain:b|a"
            })
    void theBestArchiveByTitleIsDownloaded(String layers, String title) throws Exception {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String layer : layers.split(" ")) {
            String[] parts = layer.split(":");
            all.add(OciDocuments.descriptor(parts[0], bytes(layer), Map.of(OciDocuments.TITLE, parts[1])));
        }
        assertThat(choice(all)).map(OciDescriptor::title).contains(title);
    }

    @Test
    void withoutTitlesTheFirstArchiveByTypeIsDownloaded() throws Exception {
        assertThat(choice(List.of(
                        OciDocuments.descriptor("application/json", bytes("a"), Map.of()),
                        OciDocuments.descriptor(TAR, bytes("b"), Map.of()),
                        OciDocuments.descriptor(TAR, bytes("c"), Map.of()))))
                .map(OciDescriptor::digest)
                .contains(OciDocuments.digest(bytes("b")));
    }

    @Test
    void theContentOfAFluxArtifactIsDownloaded() throws Exception {
        assertThat(choice(List.of(
                        OciDocuments.file("readme.tar.gz", bytes("a")),
                        OciDocuments.descriptor(MediaTypes.FLUX_CONTENT, bytes("b"), Map.of()))))
                .map(OciDescriptor::mediaType)
                .contains(MediaTypes.FLUX_CONTENT);
    }

    @Test
    void whatLiesElsewhereIsNeverFetched() throws Exception {
        Map<String, Object> foreign = OciDocuments.descriptor(TAR, bytes("a"), Map.of());
        foreign.put("urls", List.of("http://169.254.169.254/"));

        assertThat(choice(List.of(foreign))).isEmpty();
    }

    @Test
    void aDigestThatIsNoneIsNeverAsked() throws Exception {
        Map<String, Object> odd = OciDocuments.descriptor(TAR, bytes("a"), Map.of());
        odd.put("digest", "sha256:../../admin");

        assertThat(choice(List.of(odd))).isEmpty();
    }

    @Test
    void anImageHasAnImagesConfigAndLayersWithoutNames() throws Exception {
        Map<String, Object> config = OciDocuments.descriptor(OciDocuments.IMAGE_CONFIG, bytes("c"), Map.of());
        List<Map<String, Object>> plain = List.of(OciDocuments.descriptor(TAR, bytes("a"), Map.of()));
        List<Map<String, Object>> titled = List.of(OciDocuments.file("x.tar.gz", bytes("a")));

        assertThat(LayerChoice.isImage(read(config, plain))).isTrue();
        assertThat(LayerChoice.isImage(read(config, titled))).isFalse();
        assertThat(LayerChoice.isImage(read(OciDocuments.emptyConfig(), plain))).isFalse();
    }

    private static Optional<OciDescriptor> choice(List<Map<String, Object>> layers) throws Exception {
        return LayerChoice.of(read(OciDocuments.emptyConfig(), layers));
    }

    private static OciManifest read(Map<String, Object> config, List<Map<String, Object>> layers) throws Exception {
        return OciManifest.read(OciDocuments.manifest(config, layers, Map.of()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
