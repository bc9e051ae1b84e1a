package io.provisioning.extensionregistry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final String HEX = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @ParameterizedTest
    @ValueSource(strings = {"a", "aws", "0", "a.b_c-d", "kube-prometheus"})
    void namesOfTheGrammarAreNames(String name) {
        assertThat(ExtensionId.isName(name)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"Aws", ".a", "-a", "_a", "a/b", "..", "a b", "ä", "a\n"})
    void anythingElseIsNoName(String name) {
        assertThat(ExtensionId.isName(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtensionId(ExtensionType.PROVIDER, name));
    }

    @Test
    void namesHaveAtMostAHundredCharacters() {
        assertThat(ExtensionId.isName("a".repeat(100))).isTrue();
        assertThat(ExtensionId.isName("a".repeat(101))).isFalse();
    }

    @Test
    void identitiesAreOrderedByNameThenType() {
        ExtensionId cluster = new ExtensionId(ExtensionType.CLUSTER, "b");
        ExtensionId provider = new ExtensionId(ExtensionType.PROVIDER, "b");

        assertThat(new ExtensionId(ExtensionType.TASKSERV, "a")).isLessThan(provider);
        assertThat(provider).isLessThan(cluster);
    }

    @Test
    void typesAreFoundByTheirExactSpelling() {
        assertThat(Arrays.stream(ExtensionType.values()).map(ExtensionType::wireName))
                .containsExactly("provider", "taskserv", "cluster");
        assertThat(ExtensionType.of("provider")).contains(ExtensionType.PROVIDER);
        assertThat(ExtensionType.of("Provider")).isEmpty();
        assertThat(ExtensionType.of(null)).isEmpty();
    }

    @Test
    void digestsAreReadInAnyCaseAndWrittenInOne() {
        assertThat(Checksum.parse("SHA256:" + HEX.toUpperCase(java.util.Locale.ROOT)))
                .contains(new Checksum(HEX));
        assertThat(Checksum.parse(HEX)).get().hasToString("sha256:" + HEX);
        assertThat(Checksum.parse("md5:" + HEX)).isEmpty();
        assertThat(Checksum.parse(HEX.substring(1))).isEmpty();
        assertThat(Checksum.of(new Checksum(HEX).bytes())).isEqualTo(new Checksum(HEX));
    }
}
