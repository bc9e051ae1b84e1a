package io.provisioning.extensionregistry.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.cache.StoredCopy;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import io.provisioning.extensionregistry.support.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A catalogue that was stored is the catalogue that it was. */
class StoredCopyPropertyTest {
    private static final String[] TEXTS = {
        "",
        "plain",
        "\"quoted\"",
        "\u0000\u0001\n\r\t",
        "Grüße 漢字 🙂",
        "\ud83d alone",
        "alone \ude42",
        "\\",
        "null",
        " "
    };

    private final Generated generated = new Generated();

    @Test
    void storingAndReadingGivesTheSame() throws IOException {
        for (int round = 0; round < 500; round++) {
            StoredCopy copy = new StoredCopy("gitea", text(), instant(), answer());
            StoredCopy read = StoredCopy.of(copy.toBytes());
            assertThat(read).as("%s, round %d", generated, round).isEqualTo(copy);
            assertThat(read.answer().extensions().stream()
                            .flatMap(each -> each.versions().stream())
                            .map(each -> each.version().semantic().isPresent()))
                    .isEqualTo(copy.answer().extensions().stream()
                            .flatMap(each -> each.versions().stream())
                            .map(each -> each.version().semantic().isPresent())
                            .toList());
        }
    }

    /** Who has to change this text changes the version in CopyFile too: what an older one stored cannot be read. */
    @Test
    void theStoredFormIsTheOneOfTheFormatsVersion() throws IOException {
        Artifact artifact =
                new Artifact("f", "m", 3L, new Checksum("ab".repeat(32)), "https://u.example", "location", "id");
        Instant at = Instant.parse("2025-10-06T12:00:00Z");
        SourceExtension aws = new SourceExtension(
                "gitea",
                Samples.provider("aws"),
                "d",
                null,
                "r",
                List.of("t"),
                List.of(new ExtensionVersion(Version.of("v1.0"), "v1.0", at, false, artifact, false)));
        BackendAnswer answer = BackendAnswer.catalog("gitea", List.of(aws), Map.of("empty", 2));
        assertThat(json(new StoredCopy("gitea", "o", at, answer).toBytes())).isEqualTo("""
                {"source":"gitea","origin":"o","loadedAt":"2025-10-06T12:00:00Z","answer":{"source":"gitea",\
                "outcome":"ANSWERED","extensions":[{"source":"gitea","id":{"type":"PROVIDER","name":"aws"},\
                "description":"d","author":null,"repository":"r","tags":["t"],"versions":[{"version":"1.0","tag":"v1.0",\
                "publishedAt":"2025-10-06T12:00:00Z","prerelease":false,"artifact":{"fileName":"f","mediaType":"m",\
                "size":3,"checksum":{"hex":"%s"},"downloadUrl":"https://u.example","location":"location",\
                "contentId":"id"},"image":false}]}],"skipped":{"empty":2},"failure":null}}""".formatted("ab".repeat(32)));
    }

    @Test
    void whatIsNoCatalogueIsRefused() throws IOException {
        String good = json(new StoredCopy("gitea", "o", instant(), answer()).toBytes());
        for (String bad : List.of(
                "",
                "[]",
                "{}",
                good.replace("\"source\":\"gitea\",\"origin\"", "\"other\":1,\"origin\""),
                good.replace("ANSWERED", "SOMETHING"),
                good.substring(0, good.length() - 1))) {
            assertThatThrownBy(() -> StoredCopy.of(gzip(bad))).isInstanceOf(IOException.class);
        }
    }

    private BackendAnswer answer() {
        List<SourceExtension> extensions = generated.answer("gitea").extensions().stream()
                .map(this::decorated)
                .toList();
        return BackendAnswer.catalog("gitea", extensions, generated.below(2) == 0 ? Map.of() : Map.of(text(), 3));
    }

    private SourceExtension decorated(SourceExtension plain) {
        return new SourceExtension(
                plain.source(),
                plain.id(),
                textOrNull(),
                textOrNull(),
                textOrNull(),
                IntStream.range(0, generated.below(3)).mapToObj(i -> text()).toList(),
                plain.versions().stream().map(this::decorated).toList());
    }

    private ExtensionVersion decorated(ExtensionVersion plain) {
        Artifact artifact = generated.below(3) == 0
                ? null
                : new Artifact(
                        textOrNull(),
                        textOrNull(),
                        generated.below(2) == 0 ? null : generated.random().nextLong(Long.MAX_VALUE),
                        plain.download().map(Artifact::checksum).orElse(null),
                        textOrNull(),
                        text(),
                        textOrNull());
        return new ExtensionVersion(
                plain.version(),
                plain.tag(),
                generated.below(3) == 0 ? null : instant(),
                plain.prerelease(),
                artifact,
                generated.below(2) == 0);
    }

    private Instant instant() {
        return Instant.ofEpochSecond(
                generated.random().nextLong(-400_000_000_000L, 400_000_000_000L), generated.below(1_000_000_000));
    }

    private String textOrNull() {
        return generated.below(3) == 0 ? null : text();
    }

    private String text() {
        return TEXTS[generated.below(TEXTS.length)] + (generated.below(2) == 0 ? "" : generated.tag());
    }

    private static String json(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
