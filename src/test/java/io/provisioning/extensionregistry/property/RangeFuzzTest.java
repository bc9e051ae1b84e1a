package io.provisioning.extensionregistry.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.VersionRange;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RangeFuzzTest {
    private static final Generated GENERATED = new Generated();
    private static final String[] PIECES = {
        "1",
        "0",
        "2",
        "10",
        "x",
        "*",
        ".",
        "-",
        " - ",
        " ",
        "||",
        "|",
        "^",
        "~",
        "~>",
        ">",
        ">=",
        "<",
        "<=",
        "=",
        "v",
        "alpha",
        "+b",
        "\t",
        "99999999999",
        "é",
        "\u0000",
        "[",
        ",",
        "2147483647",
        "1.2.3",
        "1.2.3-rc.1"
    };

    @RepeatedTest(20)
    void noTextMakesARangeFail() {
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = GENERATED.below(12); n > 0; n--) {
                text.append(PIECES[GENERATED.below(PIECES.length)]);
            }
            ExtensionVersion candidate = GENERATED.version();
            VersionRange.parse(text.toString(), GENERATED.below(2) == 0).ifPresent(range -> range.admits(candidate));
        }
    }

    @RepeatedTest(20)
    void aVersionIsInTheRangeThatNamesItAndInNoOtherExactOne() {
        ExtensionVersion one = GENERATED.version();
        ExtensionVersion other = GENERATED.version();

        one.version().semantic().ifPresent(semver -> {
            VersionRange exact =
                    VersionRange.parse("=" + semver.getVersion(), false).orElseThrow();
            assertThat(exact.admits(one)).as("%s %s", one, GENERATED).isTrue();
            assertThat(exact.admits(other))
                    .as("%s %s %s", one, other, GENERATED)
                    .isEqualTo(other.version().comparePrecedence(one.version()) == 0);
        });
    }

    @Test
    void longestTextsAreReadAtOnce() {
        for (String piece : new String[] {"1.", "-", "a.", " ", "||", ">", "1 ", "0.0.0-" + "0a".repeat(100)}) {
            String text = piece.repeat(VersionRange.MAX_LENGTH / piece.length());
            VersionRange.parse(text, false).ifPresent(range -> assertThat(range.admits(
                            new ExtensionVersion(Version.of("nightly"), "nightly", null, false, null, false)))
                    .isFalse());
        }
    }
}
