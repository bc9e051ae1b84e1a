package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "registry.cach.ttl, registry.cache.ttl-seconds",
        "registry.cache.ttl, registry.cache.ttl-seconds",
        "registry.cache.ttl-second, registry.cache.ttl-seconds",
        "registry.server.prt, registry.server.port",
        "registry.port, registry.server.port",
        "registry.log.level, registry.log.levels-path",
        "registry.fan-out.timeout, registry.fan-out.timeout-ms"
    })
    void aKeyThatIsMistypedOrCutShortFindsTheOneThatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, Keys.FIXED.keySet())).contains(meant);
    }

    @Test
    void ofSeveralTheFirstByTheAlphabetIsNearest() {
        assertThat(Nearest.to("a", List.of("c", "b"))).contains("b");
        assertThat(Nearest.to("", List.of("c", ""))).contains("");
        assertThat(Nearest.to("a", List.of())).isEmpty();
    }
}
