package io.provisioning.extensionregistry.dropins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChangesTest {
    @TempDir
    Path parent;

    private Path folder;
    private FileChanges changes;

    @BeforeEach
    void begin() {
        folder = parent.resolve("backends");
        changes = new FileChanges(folder, ".camel.yaml");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void withoutAFolderNothingChanges() throws IOException {
        assertThat(changes.first()).isEmpty();
        assertThat(changes.look()).isEmpty();
    }

    @Test
    void aNewFileCountsWhenTwoLooksFoundTheSame() throws IOException {
        write("a.camel.yaml", "half");
        assertThat(changes.look()).isEmpty();
        write("a.camel.yaml", "half and half");
        assertThat(changes.look()).isEmpty();
        assertThat(changes.look()).isEqualTo(Map.of("a.camel.yaml", Optional.of("half and half")));
        assertThat(changes.look()).isEmpty();
    }

    @Test
    void whatIsThereAtFirstIsNoChange() throws IOException {
        write("a.camel.yaml", "one");
        write("notes.txt", "other");
        assertThat(changes.first()).isEqualTo(Map.of("a.camel.yaml", "one"));
        assertThat(changes.look()).isEmpty();
        assertThat(changes.look()).isEmpty();
    }

    @Test
    void anEditThatIsTakenBackBeforeItCountsIsNone() throws IOException {
        write("a.camel.yaml", "one");
        changes.first();
        write("a.camel.yaml", "two");
        changes.look();
        write("a.camel.yaml", "one");
        assertThat(changes.look()).isEmpty();
        assertThat(changes.look()).isEmpty();
    }

    @Test
    void aFileThatIsGoneIsNamedWithoutText() throws IOException {
        write("a.camel.yaml", "one");
        changes.first();
        Files.delete(folder.resolve("a.camel.yaml"));
        assertThat(changes.look()).isEmpty();
        assertThat(changes.look()).isEqualTo(Map.of("a.camel.yaml", Optional.empty()));
        assertThat(changes.look()).isEmpty();
    }

    @Test
    void aFolderBehindALinkThatIsExchangedIsSeenAsAnEdit() throws IOException {
        for (String version : new String[] {"one", "two"}) {
            Path mounted = Files.createDirectories(parent.resolve(version));
            Files.writeString(mounted.resolve("a.camel.yaml"), version);
        }
        Files.createSymbolicLink(folder, parent.resolve("one"));
        changes.first();
        Files.delete(folder);
        Files.createSymbolicLink(folder, parent.resolve("two"));
        changes.look();
        assertThat(changes.look()).isEqualTo(Map.of("a.camel.yaml", Optional.of("two")));
    }

    @Test
    void bytesThatAreNoTextAreAFileAllTheSame() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("a.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(changes.first()).containsOnlyKeys("a.camel.yaml");
    }
}
