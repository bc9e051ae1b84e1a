package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTextTest {
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);

    @DisplayName("E22: every usual way of writing a checksum")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s  aws_prov.tar.gz\n",
                "%s *aws_prov.tar.gz",
                "%s\taws_prov.tar.gz\r\n",
                "%s  ./dist/aws_prov.tar.gz\n",
                "%s  dist\\aws_prov.tar.gz\n",
                "\uFEFF%s  aws_prov.tar.gz\r\n",
                "SHA256 (aws_prov.tar.gz) = %s\n",
                "SHA256 (dist/aws_prov.tar.gz) = %s\r\n",
                "\n\n%s  aws_prov.tar.gz\n\n",
                "# checksums\n%s  aws_prov.tar.gz\n"
            })
    void aNamedChecksumIsFound(String text) {
        assertThat(find(String.format(text, HEX), false)).map(Checksum::hex).contains(HEX);
        assertThat(find(String.format(text, HEX.toUpperCase(java.util.Locale.ROOT)), false))
                .map(Checksum::hex)
                .contains(HEX);
    }

    @Test
    void aListHoldsTheChecksumsOfOthersToo() {
        String list = OTHER + "  other.tar.gz\n" + HEX + "  aws_prov.tar.gz\n" + OTHER + "  aws_prov.tar.gz.asc\n";
        assertThat(find(list, false)).map(Checksum::hex).contains(HEX);
    }

    @Test
    void aBareChecksumCountsOnlyAloneInTheFilesOwnSidecar() {
        assertThat(find(HEX + "\r\n", true)).map(Checksum::hex).contains(HEX);
        assertThat(find("\uFEFF" + HEX, true)).map(Checksum::hex).contains(HEX);
        assertThat(find(HEX, false)).isEmpty();
        assertThat(find(HEX + "\n" + OTHER, true)).isEmpty();
    }

    @DisplayName("E22: what is no checksum of this file")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!DOCTYPE html><html><body>Sign In</body></html>",
                "%s  other.tar.gz",
                "%s0  aws_prov.tar.gz",
                "SHA512 (aws_prov.tar.gz) = %s",
                "{\"sha256\":\"%s\"}",
                "sha256:%s  aws_prov.tar.gz"
            })
    void anythingElseIsNotFound(String text) {
        assertThat(find(text.replace("%s", HEX), true)).isEmpty();
    }

    @Test
    void twoDifferentChecksumsOfOneFileAreNone() {
        assertThat(find(HEX + "  aws_prov.tar.gz\n" + OTHER + "  aws_prov.tar.gz\n", false))
                .isEmpty();
    }

    @Test
    void noBytesMakeItFail() {
        java.util.Random random = new java.util.Random(20251120);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(ChecksumText.find(bytes, "a", true)).isEmpty();
        }
    }

    private static Optional<Checksum> find(String text, boolean own) {
        return ChecksumText.find(text.getBytes(StandardCharsets.UTF_8), "aws_prov.tar.gz", own);
    }
}
