package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FuzzedAnswer;
import io.provisioning.extensionregistry.support.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A drop-in's answer is understood or refused with a reason, whatever it is. */
@Timeout(60)
class DropInFuzzTest {
    private static final int CASES = 1000;

    private final Mutations mutations = new Mutations();

    @ParameterizedTest
    @CsvSource({"list, extensions.json", "find, extension-buildkit.json", "versions, versions-aws.json"})
    void anyAnswerIsUnderstoodOrRefused(String operation, String file) throws IOException {
        String golden;
        try (var in = getClass().getResourceAsStream("/golden/" + file)) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        byte[] json = golden.replaceAll("\"\\$\\{size [^}]*}\"", "17")
                .replaceAll("\\$\\{sha256 [^}]*}", "0".repeat(64))
                .replaceAll("\\$\\{[^}]*}", "https://x.example")
                .replaceAll("\\n\\s*", "")
                .getBytes(StandardCharsets.UTF_8);
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] odd = mutations.json(json);
            understood += read(operation, odd) ? 1 : 0;
        }
        assertThat(read(operation, json)).isTrue();
        assertThat(understood).as("%s", mutations).isBetween(CASES / 20, CASES - CASES / 20);
    }

    @Test
    void deepNestingIsRefused() {
        for (String piece : List.of("[", "{\"a\":", "[{\"name\":")) {
            byte[] deep = piece.repeat(100_000).getBytes(StandardCharsets.UTF_8);
            assertThat(read("list", deep)).isFalse();
        }
    }

    @Test
    void mapsAndListsOfARouteAreUnderstoodOrRefused() {
        Object[] values = {null, "x", "\ud800", 1, -1L, 1.5, true, List.of(), Map.of(), new Object[0], new byte[0]};
        String[] fields = {
            "name",
            "type",
            "version",
            "description",
            "author",
            "repository",
            "tags",
            "size",
            "checksum",
            "published_at",
            "download_url"
        };
        for (int i = 0; i < CASES; i++) {
            Map<Object, Object> entry = new HashMap<>();
            entry.put("name", "aws");
            entry.put("type", "provider");
            entry.put("version", "1.0.0");
            for (int n = mutations.below(4); n >= 0; n--) {
                entry.put(mutations.oneOf(fields), mutations.oneOf(values));
            }
            Object body = mutations.below(2) == 0 ? entry : Arrays.asList(entry, mutations.oneOf(values));
            String operation = mutations.oneOf("list", "find", "versions");
            FuzzedAnswer.isUnderstood(
                    () -> DropInAnswer.toAnswer("mirror", operation, provider("aws"), body)
                            .extensions(),
                    String.valueOf(body).getBytes(StandardCharsets.UTF_8),
                    mutations);
        }
    }

    private boolean read(String operation, byte[] odd) {
        return FuzzedAnswer.isUnderstood(
                () -> DropInAnswer.toAnswer("mirror", operation, provider("aws"), odd)
                        .extensions(),
                odd,
                mutations);
    }
}
