package io.provisioning.extensionregistry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyFileTest {
    private static final byte[] FIRST = "the first payload".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "another".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenLastIsReadAndNothingElseIsLeft() throws IOException {
        Path file = directory.resolve("gitea.catalogue");
        CopyFile.write(file, FIRST);
        CopyFile.write(file, SECOND);
        assertThat(CopyFile.read(file)).isEqualTo(SECOND);
        CopyFile.write(file, new byte[0]);
        assertThat(CopyFile.read(file)).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theFormatSaysWhatItIs() throws IOException {
        Path file = directory.resolve("gitea.catalogue");
        CopyFile.write(file, SECOND);
        assertThat(file)
                .hasContent(
                        "extension-registry-copy 1 "
                                + "sha256:ae448ac86c4e8e4dec645729708ef41873ae79c6dff84eff73360989487f08e5 0000000007\nanother");
    }

    @Test
    void noFileIsNoCopy() {
        assertThatThrownBy(() -> CopyFile.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void everySingleByteCounts() throws IOException {
        Path file = directory.resolve("gitea.catalogue");
        CopyFile.write(file, FIRST);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThatThrownBy(() -> CopyFile.read(file)).as("byte %d", i).isInstanceOf(CopyFile.Unusable.class);
        }
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> CopyFile.read(file))
                    .as("length %d", length)
                    .isInstanceOf(CopyFile.Unusable.class);
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertThatThrownBy(() -> CopyFile.read(file)).isInstanceOf(CopyFile.Unusable.class);
    }

    @Test
    void whatAKilledProcessLeftIsSweptOnlyIfItIsOld() throws IOException {
        Path old = Files.writeString(directory.resolve("gitea.catalogue.1.unfinished"), "x");
        Path young = Files.writeString(directory.resolve("gitea.catalogue.2.unfinished"), "x");
        Path other = Files.writeString(directory.resolve("notes"), "x");
        Instant now = Instant.parse("2025-10-06T12:00:00Z");
        for (Path file : new Path[] {old, other}) {
            Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(1)));
        }
        Files.setLastModifiedTime(young, FileTime.from(now));
        CopyFile.sweep(directory, now);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }
}
