package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record View(String text, String nothing, String empty, List<String> many, Map<String, String> named) {}

    @Test
    void whatHarmsAReaderIsReplaced() {
        View view = new View("a\uD83Db", null, "", List.of("\uDE80", "fine"), Map.of("key", "\u001b[2J"));

        assertThat(json(view))
                .isEqualTo("{\"text\":\"a\uFFFDb\",\"many\":[\"\uFFFD\",\"fine\"],\"named\":{\"key\":\"\uFFFD[2J\"}}");
    }

    @Test
    void whatIsFineIsWrittenAsItIs() throws Exception {
        List<String> texts = List.of("\uD83D\uDE80", "ä\n\"");

        assertThat(new ObjectMapper().readTree(json(texts)))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(texts);
    }

    private static String json(Object view) {
        return new String(JsonBytes.of(view), StandardCharsets.UTF_8);
    }
}
