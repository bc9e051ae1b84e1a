package io.provisioning.extensionregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void coloursAreForATerminalThatKnowsThem() {
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm"), false)).isFalse();
        assertThat(Terminal.showsColours(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(Terminal.showsColours(Map.of(), true)).isFalse();
    }

    @Test
    void nobodyGetsThemWhoDoesNotWantThem() {
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"), true))
                .isFalse();
        assertThat(Terminal.showsColours(Map.of("TERM", "xterm", "NO_COLOR", ""), true))
                .isTrue();
    }
}
