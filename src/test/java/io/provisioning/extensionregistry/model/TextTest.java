package io.provisioning.extensionregistry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "äöü", "two\nlines\tand a tab\r\n", "\uD83D\uDE80", "a\uD83D\uDE80b"})
    void whatIsFineStaysTheSame(String text) {
        assertThat(Text.wellFormed(text)).isSameAs(text);
        assertThat(Text.printable(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({"d83d", "de80"})
    void halfAPairIsReplacedWhereverItStands(String unit) {
        char half = (char) Integer.parseInt(unit, 16);
        for (String text : new String[] {"" + half, half + "a", "a" + half, "a" + half + "b", "" + half + half}) {
            String clean = Text.wellFormed(text);
            assertThat(clean).hasSameSizeAs(text).contains("\uFFFD");
            assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(clean);
        }
        assertThat(Text.wellFormed("\uDE80\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(Text.wellFormed("\uD83D\uD83D\uDE80")).isEqualTo("\uFFFD\uD83D\uDE80");
    }

    @Test
    void whatSteersATerminalIsReplaced() {
        assertThat(Text.printable("\u001b[31mred\u0000\u0007\u009b")).isEqualTo("\uFFFD[31mred\uFFFD\uFFFD\uFFFD");
        assertThat(Text.wellFormed("\u001b")).isEqualTo("\u001b");
    }
}
