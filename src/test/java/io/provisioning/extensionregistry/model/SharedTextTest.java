package io.provisioning.extensionregistry.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedTextTest {
    @Test
    void theVersionsOfManyExtensionsAreOneObject() {
        ExtensionVersion one = version("one");
        ExtensionVersion other = version("other");

        assertThat(one.version()).isSameAs(other.version());
        assertThat(one.tag()).isSameAs(other.tag());
    }

    @Test
    void filesOfOneExtensionHaveTheirNameAndTheBeginningOfTheirAddressInCommon() {
        Artifact one = version("same").artifact();
        Artifact other = version("same").artifact();

        assertThat(one.fileName()).isSameAs(other.fileName());
        assertThat(one.mediaType()).isSameAs(other.mediaType());
        Address first = Address.of(copy("https://git.example/o/r/releases/download/v1.0.0/r.tar.gz"));
        Address second = Address.of(copy("https://git.example/o/r/releases/download/v2.0.0/r.tar.gz"));
        assertThat(first.folder()).isEqualTo("https://git.example/o/r/releases/download/");
        assertThat(first.folder()).isSameAs(second.folder());
        assertThat(first.name()).isSameAs(second.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "//", "a", "a/", "/a", "a/b", "a/b/c", "https://x", "https://x/y?q=1/2", "r@sha256:0"})
    void anAddressIsTheTextThatItWasMadeOf(String text) {
        Artifact artifact = new Artifact(null, null, null, null, text, text, null);

        assertThat(artifact.downloadUrl()).isEqualTo(text);
        assertThat(artifact.location()).isEqualTo(text);
        assertThat(new Artifact(null, null, null, null, null, text, null).downloadUrl())
                .isNull();
    }

    @Test
    void longTextsAreNotRemembered() {
        String text = "x".repeat(257);

        assertThat(SharedText.of(copy(text))).isEqualTo(text).isNotSameAs(SharedText.of(text));
        assertThat(Version.of(text).text()).isEqualTo(text);
        assertThat(SharedText.of(null)).isNull();
    }

    private static ExtensionVersion version(String name) {
        String tag = copy("v7.6.5-shared");
        return new ExtensionVersion(
                Version.of(copy(tag)),
                tag,
                null,
                false,
                new Artifact(copy(name), copy("application/gzip"), 1L, null, null, name, null),
                false);
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }
}
