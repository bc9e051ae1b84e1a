package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainAssetTest {
    private static final ExtensionId AWS = new ExtensionId(ExtensionType.PROVIDER, "aws");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_prov.tar.gz | aws.tar.gz aws_prov-1.2.0.tar.gz aws_prov.tar.gz",
                "aws_prov.tar.gz | aws_prov.tgz aws_prov.tar.gz aws_prov.zip",
                "aws_prov.zip | aws_prov.zip aws_prov-1.2.0.tar.gz",
                "aws_prov-1.2.0.tar.gz | aws_prov-1.2.0.tar.gz aws-provider.tar.gz",
                "aws_prov_v1.2.0.tgz | aws_prov_v1.2.0.tgz aws-1.2.0.tar.gz",
                "aws-provider-x.tar.gz | a-aws.tar.gz aws-x.tar.gz aws-provider-x.tar.gz",
                "aws_prov_extra.tar.xz | aws_prov_extra.tar.xz aws-1.2.0.tar.gz",
                "aws-1.2.0.tar.gz | aaa.tar.gz aws-1.2.0.tar.gz",
                "aws-1.2.0.zip | aws-1.2.0-linux-amd64.tar.gz aws-1.2.0.zip",
                "only.tar.zst | only.tar.zst only.tar.zst.asc notes.md",
                "a-universal.tar.gz | a-darwin_arm64.tar.gz a-linux_x86_64.tar.gz a-universal.tar.gz",
                "a.tar.gz | b.tar.gz a.tar.gz",
                "AWS_PROV.TAR.GZ | AWS_PROV.TAR.GZ aws-1.tar.gz"
            })
    void theBestNamedArchiveIsTheExtension(String best, String names) {
        assertThat(MainAsset.of("aws_prov", AWS, release(names.split(" "))))
                .map(GiteaAttachment::name)
                .contains(best);
        String reversed = String.join(
                " ",
                Stream.of(names.split(" "))
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList());
        assertThat(MainAsset.of("aws_prov", AWS, release(reversed.split(" "))))
                .map(GiteaAttachment::name)
                .contains(best);
    }

    @Test
    void signaturesChecksumsAndNotesAreNoExtension() {
        assertThat(MainAsset.of(
                        "aws_prov",
                        AWS,
                        release(
                                "aws_prov.tar.gz.sha256",
                                "aws_prov.tar.gz.sig",
                                "aws_prov.tar.gz.spdx.json",
                                "SHA256SUMS",
                                "README.md",
                                "aws_prov.bundle",
                                "install.sh")))
                .isEmpty();
    }

    @Test
    void anEmptyArchiveIsNone() {
        assertThat(MainAsset.of("aws_prov", AWS, Wire.release(1, "1.2.0", null, Wire.asset(1, "aws_prov.zip", 0))))
                .isEmpty();
    }

    @DisplayName("E18: of two files with one name, the one that was uploaded last")
    @Test
    void theLaterUploadWins() {
        GiteaRelease release =
                Wire.release(1, "1.2.0", null, Wire.asset(7, "aws_prov.zip", 5), Wire.asset(9, "aws_prov.zip", 5));
        assertThat(MainAsset.of("aws_prov", AWS, release))
                .map(GiteaAttachment::uuid)
                .contains("uuid-9");
        assertThat(ChecksumFiles.of("aws_prov", release, release.assets().get(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_prov.tar.gz.sha256 | SHA256SUMS aws_prov.tar.gz.sha256sum aws_prov.tar.gz.sha256",
                "aws_prov.tar.gz.SHA256SUM | SHA256SUMS aws_prov.tar.gz.SHA256SUM",
                "SHA256SUMS | SHA256SUMS aws_prov.tar.gz.asc",
                "sha256sums.txt | sha256sums.txt",
                "checksums.txt | checksums.txt other.tar.gz.sha256",
                "aws_prov_1.2.0_checksums.txt | aws_prov_1.2.0_checksums.txt aws_prov_1.1.0_checksums.txt",
                "Checksums.sha256 | Checksums.sha256"
            })
    void theFilesOwnSidecarComesBeforeAList(String best, String names) {
        GiteaRelease release = release(("aws_prov.tar.gz " + names).split(" "));
        assertThat(ChecksumFiles.of("aws_prov", release, release.assets().get(0)))
                .map(GiteaAttachment::name)
                .contains(best);
    }

    @DisplayName("E22: a file too long for checksums is not read")
    @Test
    void aLongSidecarIsNotRead() {
        GiteaAttachment main = Wire.asset(1, "aws_prov.zip", 5);
        GiteaRelease release = Wire.release(1, "1.2.0", null, main, Wire.asset(2, "aws_prov.zip.sha256", 65537));
        assertThat(ChecksumFiles.of("aws_prov", release, main)).isEmpty();
    }

    private static GiteaRelease release(String... names) {
        return Wire.release(
                1,
                "v1.2.0",
                null,
                IntStream.range(0, names.length)
                        .mapToObj(i -> Wire.asset(i + 1, names[i], 10))
                        .toArray(GiteaAttachment[]::new));
    }
}
