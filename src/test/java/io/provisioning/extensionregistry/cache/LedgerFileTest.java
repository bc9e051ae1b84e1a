package io.provisioning.extensionregistry.cache;

import static io.provisioning.extensionregistry.support.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.provisioning.extensionregistry.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run computes, the next one knows. */
class LedgerFileTest {
    @TempDir
    Path directory;

    @Test
    void digestsSurviveARestart() {
        try (LedgerFile file = file()) {
            DigestLedger ledger = ledger(file);
            ledger.learn("uuid:3", digest(1));
            ledger.learn(null, digest(2));
            file.saw("gitea provider/aws 1.0.0", new LedgerFile.Seen("uuid:3", 3L));
        }
        try (LedgerFile file = file()) {
            DigestLedger ledger = ledger(file);
            assertThat(ledger.find("uuid:3")).contains(digest(1));
            assertThat(ledger.find("uuid:4")).isEmpty();
            assertThat(file.seen("gitea provider/aws 1.0.0")).contains(new LedgerFile.Seen("uuid:3", 3L));
        }
    }

    @Test
    void ofFilesOnlyThoseAreWrittenWhoseBytesHavePassed() {
        try (LedgerFile file = file()) {
            file.saw("gitea provider/aws 1.0.0", new LedgerFile.Seen("uuid:3", 3L));
            file.saw("gitea provider/aws 1.1.0", new LedgerFile.Seen("uuid:4", 4L));
            ledger(file).learn("uuid:3", digest(1));
            assertThat(file.seen("gitea provider/aws 1.1.0")).isPresent();
        }
        try (LedgerFile file = file()) {
            assertThat(file.seen("gitea provider/aws 1.0.0")).contains(new LedgerFile.Seen("uuid:3", 3L));
            assertThat(file.seen("gitea provider/aws 1.1.0")).isEmpty();
        }
    }

    @Test
    void twoProcessesKeepWhatTheOtherLearned() {
        LedgerFile one = file();
        LedgerFile other = file();
        ledger(one).learn("a", digest(1));
        one.close();
        ledger(other).learn("b", digest(2));
        other.close();
        try (LedgerFile file = file()) {
            assertThat(ledger(file).find("a")).contains(digest(1));
            assertThat(ledger(file).find("b")).contains(digest(2));
        }
    }

    @Test
    void aDamagedFileIsIgnoredAndReplaced() throws IOException {
        try (LedgerFile file = file()) {
            ledger(file).learn("a", digest(1));
        }
        byte[] bytes = Files.readAllBytes(directory.resolve("ledger"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve("ledger"), bytes);
        try (LogLines log = new LogLines(LedgerFile.class);
                LedgerFile file = file()) {
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("it is damaged");
            assertThat(ledger(file).find("a")).isEmpty();
            ledger(file).learn("b", digest(2));
        }
        try (LedgerFile file = file()) {
            assertThat(ledger(file).find("b")).contains(digest(2));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenCostsOnlyTheMemory() throws IOException {
        Path taken = Files.writeString(directory.resolve("taken"), "");
        try (LogLines log = new LogLines(LedgerFile.class)) {
            try (LedgerFile file = new LedgerFile(taken.resolve("ledger"))) {
                DigestLedger ledger = ledger(file);
                ledger.learn("a", digest(1));
                assertThat(ledger.find("a")).contains(digest(1));
            }
            assertThat(log.lines()).isNotEmpty().allMatch(line -> line.startsWith("WARN"));
        }
    }

    private LedgerFile file() {
        return new LedgerFile(directory.resolve("ledger"));
    }

    private static DigestLedger ledger(LedgerFile file) {
        return new DigestLedger(Caffeine.newBuilder().build(), file);
    }
}
