package io.provisioning.extensionregistry.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @ParameterizedTest(name = "{0} < {1}: {2}")
    @CsvFileSource(resources = "/tables/version-order.csv", numLinesToSkip = 1)
    void versionsAreOrderedAsTheTableSays(String lower, String higher, String rule, String source) {
        assertThat(Version.of(lower)).as(rule + " (" + source + ")").isLessThan(Version.of(higher));
        assertThat(Version.of(higher)).isGreaterThan(Version.of(lower));
    }

    @Test
    void buildMetadataHasNoPrecedence() {
        assertThat(Version.of("1.0.0+a").comparePrecedence(Version.of("1.0.0+b")))
                .isZero();
        assertThat(Version.of("1.0.0+a").comparePrecedence(Version.of("1.0.0"))).isZero();
        assertThat(Version.of("1.2").comparePrecedence(Version.of("1.2.0"))).isZero();
    }

    @Test
    void whatIsNotSemanticIsEqualInPrecedence() {
        assertThat(Version.of("nightly").comparePrecedence(Version.of("weekly")))
                .isZero();
        assertThat(Version.of("nightly").comparePrecedence(Version.of("0.0.0-0")))
                .isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.0", "v1.2.0", "V1.2.0"})
    @DisplayName("E16: a leading v is not part of the version")
    void leadingVIsNotPartOfTheVersion(String tag) {
        assertThat(Version.of(tag)).isEqualTo(Version.of("1.2.0")).hasSameHashCodeAs(Version.of("1.2.0"));
        assertThat(Version.of(tag).text()).isEqualTo("1.2.0");
    }

    @Test
    @DisplayName("E14: a tag with a slash is a version by its raw text")
    void tagWithSlashIsRaw() {
        assertThat(Version.of("release/1.2.0").text()).isEqualTo("release/1.2.0");
        assertThat(Version.of("release/1.2.0").semantic()).isEmpty();
    }

    @Test
    @DisplayName("E46: build metadata is part of the version's text")
    void buildMetadataIsPartOfTheText() {
        assertThat(Version.of("1.0.0+build5").text()).isEqualTo("1.0.0+build5");
        assertThat(Version.of("1.0.0+build5")).isNotEqualTo(Version.of("1.0.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v", "nightly", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3+", "1.2.3-a..b", "vv1.0.0", " 1.0.0"})
    void whatIsNotSemanticKeepsItsRawText(String raw) {
        assertThat(Version.of(raw).semantic()).isEmpty();
        assertThat(Version.of(raw).text()).isEqualTo(raw);
        assertThat(Version.of(raw).isPrerelease()).isFalse();
    }

    @Test
    void endlessTagsAreReadWithoutEndlessWork() {
        String endless = "1.0.0-" + "a.".repeat(200_000) + "a";

        assertThat(Version.of(endless).semantic()).isEmpty();
    }

    @Test
    void onlyAHyphenMakesAPreRelease() {
        assertThat(Version.of("2.0.0-rc.1").isPrerelease()).isTrue();
        assertThat(Version.of("2.0.0").isPrerelease()).isFalse();
        assertThat(Version.of("2.0.0+rc-1").isPrerelease()).isFalse();
    }
}
