package io.provisioning.extensionregistry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.provisioning.extensionregistry.support.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Levels that count while a file says so. */
class LevelsFileTest {
    private static final Logger ONE = (Logger) LoggerFactory.getLogger("levels.test.one");
    private static final Logger TWO = (Logger) LoggerFactory.getLogger("levels.test.two");

    @TempDir
    private Path folder;

    private Path file;
    private LevelsFile levels;
    private LogLines log;

    @BeforeEach
    void begin() {
        file = folder.resolve("levels.properties");
        levels = new LevelsFile(file);
        log = new LogLines(LevelsFile.class);
        ONE.setLevel(Level.WARN);
        TWO.setLevel(null);
    }

    @AfterEach
    void end() {
        log.close();
    }

    private void look(String text) throws Exception {
        Files.writeString(file, text);
        levels.look();
    }

    @Test
    void aLevelCountsWhileTheFileHasItAndThenIsWhatItWas() throws Exception {
        look("# for a moment\n\nlevels.test.one=DEBUG\n levels.test.two = TRACE \n");
        assertThat(ONE.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(TWO.getLevel()).isEqualTo(Level.TRACE);

        look("levels.test.one=ERROR\n");
        assertThat(ONE.getLevel()).isEqualTo(Level.ERROR);
        assertThat(TWO.getLevel()).isNull();

        Files.delete(file);
        levels.look();
        assertThat(ONE.getLevel()).isEqualTo(Level.WARN);
        assertThat(log.lines())
                .containsExactly(
                        "INFO Log levels of " + file + ": {levels.test.one=DEBUG, levels.test.two=TRACE}",
                        "INFO Log levels of " + file + ": {levels.test.one=ERROR}",
                        "INFO Log levels of " + file + ": none");
    }

    @Test
    void whatHasNotChangedIsSaidOnce() throws Exception {
        levels.look();
        look("levels.test.one=DEBUG");
        look("levels.test.one=DEBUG");

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void aBadLineIsToldAndTheOthersCount() throws Exception {
        look("levels.test.two DEBUG\nlevels.test.one=DEBUG\nlevels.test.two=verbose\n");

        assertThat(ONE.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(TWO.getLevel()).isNull();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(2)
                .allMatch(line -> line.contains("OFF, ERROR, WARN, INFO, DEBUG, TRACE"))
                .anyMatch(line -> line.contains("levels.properties:1:"))
                .anyMatch(line -> line.contains("levels.properties:3:"));
    }

    @Test
    void whatWouldWriteTokensIsRefused() throws Exception {
        Logger client = (Logger) LoggerFactory.getLogger("org.apache.hc.client5.http.headers");
        Level before = client.getLevel();

        look("org.apache.hc.client5.http.headers=DEBUG\norg.apache.hc=TRACE\norg.apache.camel.component.bean=TRACE\n"
                + "levels.test.one=DEBUG");

        assertThat(client.getLevel()).isEqualTo(before);
        assertThat(client.isDebugEnabled()).isFalse();
        assertThat(ONE.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("would write tokens"))
                .hasSize(3);
    }

    /** As a mounted configuration changes: a link leads somewhere else, to a file that may be older. */
    @Test
    void aLinkThatLeadsElsewhereIsSeen() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "levels.test.one=DEBUG");
        Path two = Files.writeString(folder.resolve("two"), "levels.test.one=TRACE");
        Files.setLastModifiedTime(two, Files.getLastModifiedTime(one));
        Files.createSymbolicLink(file, one);
        levels.look();
        assertThat(ONE.getLevel()).isEqualTo(Level.DEBUG);

        Files.delete(file);
        Files.createSymbolicLink(file, two);
        levels.look();

        assertThat(ONE.getLevel()).isEqualTo(Level.TRACE);
    }

    @Test
    void aFileThatCannotBeReadChangesNothing() throws Exception {
        look("levels.test.one=DEBUG");
        Files.delete(file);
        Files.createDirectory(file);
        levels.look();

        assertThat(ONE.getLevel()).isEqualTo(Level.DEBUG);
    }
}
