package io.provisioning.extensionregistry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected in the table was computed with npm's own implementation (semver 7). */
class VersionRangeTest {
    @ParameterizedTest(name = "{1} (pre-releases: {2}): {0}")
    @CsvFileSource(
            resources = "/tables/version-range.csv",
            numLinesToSkip = 1,
            ignoreLeadingAndTrailingWhitespace = false)
    void rangesMeanWhatNpmMeans(String rule, String constraint, boolean prerelease, String existing, String expected) {
        Optional<VersionRange> range = VersionRange.parse(constraint, prerelease);

        String highest = range.map(known -> Arrays.stream(existing.split(" "))
                        .map(Version::of)
                        .filter(version -> known.admits(version, version.isPrerelease()))
                        .max(Comparator.naturalOrder())
                        .map(Version::text)
                        .orElse("none"))
                .orElse("invalid");
        assertThat(highest).as(rule).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "^1.0.0, false, false",
        "1.3.0, false, true",
        "=1.3.0, false, true",
        "9.0.0 || 1.3.0, false, true",
        "^1.0.0, true, true",
        "1.2.x, true, false"
    })
    void aReleaseThatItsSourceMarksAsPreReleaseIsAdmittedIfItIsNamedOrAllAre(
            String constraint, boolean prerelease, boolean admitted) {
        ExtensionVersion marked = new ExtensionVersion(Version.of("1.3.0"), "1.3.0", null, true, null, false);

        assertThat(VersionRange.parse(constraint, prerelease).orElseThrow().admits(marked))
                .isEqualTo(admitted);
    }

    @Test
    void rangesAreBoundedInLength() {
        String longest = "1".repeat(9) + " ".repeat(VersionRange.MAX_LENGTH - 9);

        assertThat(VersionRange.parse(longest, false)).isPresent();
        assertThat(VersionRange.parse(longest + " ", false)).isEmpty();
    }

    @Test
    void theLargestNumbersDoNotOverflow() {
        assertThat(VersionRange.parse("^2147483646", false)).isPresent();
        assertThat(VersionRange.parse("^2147483647", false)).isEmpty();
        assertThat(VersionRange.parse("~1.2147483647", false)).isEmpty();
    }
}
