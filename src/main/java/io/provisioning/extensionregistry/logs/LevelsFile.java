package io.provisioning.extensionregistry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Log levels in a file, {@code logger = LEVEL} on each line, that count while the file has them. Texts are compared, not
 * times: a mounted configuration exchanges links. What the file no longer says is again as it was before.
 */
public final class LevelsFile {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LevelsFile.class);
    private static final Pattern LINE =
            Pattern.compile("\\s*([A-Za-z0-9_.$-]{1,200})\\s*=\\s*(OFF|ERROR|WARN|INFO|DEBUG|TRACE)\\s*");

    /**
     * How much these may say. The client that calls sources writes down what it sends, tokens included, and Camel on
     * {@code TRACE} what beans answer.
     */
    private static final Map<String, Level> MOST = Map.of("org.apache.hc", Level.INFO, "org.apache.camel", Level.DEBUG);

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Path file;
    /** Levels as they were before us; null for inherited ones. */
    private final Map<String, Level> before = new HashMap<>();

    private String seen = "";

    public LevelsFile(Path file) {
        this.file = file;
    }

    /** Looks now, and once a second from now on, as long as the process runs. */
    public void watch() {
        look();
        Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "log-levels");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Has the levels count that the file says now. A file that cannot be read changes nothing. */
    void look() {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            text = "";
        } catch (IOException | RuntimeException e) {
            text = seen;
        }
        if (!text.equals(seen)) {
            seen = text;
            apply(read(text));
        }
    }

    private Map<String, Level> read(String text) {
        Map<String, Level> levels = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                LOG.warn(
                        "{}:{}: this line is ignored: it must be the name of a logger, \"=\" and one of OFF, ERROR, WARN,"
                                + " INFO, DEBUG, TRACE",
                        file,
                        number);
            } else if (showsTokens(matcher.group(1), Level.toLevel(matcher.group(2)))) {
                LOG.warn("{}:{}: this line is ignored: {} would write tokens", file, number, matcher.group(1));
            } else {
                levels.put(matcher.group(1), Level.toLevel(matcher.group(2)));
            }
        }
        return levels;
    }

    private static boolean showsTokens(String logger, Level level) {
        return MOST.entrySet().stream()
                .anyMatch(most ->
                        (logger + ".").startsWith(most.getKey() + ".") && !level.isGreaterOrEqual(most.getValue()));
    }

    private void apply(Map<String, Level> levels) {
        before.forEach((name, level) -> {
            if (!levels.containsKey(name)) {
                loggers.getLogger(name).setLevel(level);
            }
        });
        before.keySet().retainAll(levels.keySet());
        levels.forEach((name, level) -> {
            Logger logger = loggers.getLogger(name);
            if (!before.containsKey(name)) {
                before.put(name, logger.getLevel());
            }
            logger.setLevel(level);
        });
        LOG.info("Log levels of {}: {}", file, levels.isEmpty() ? "none" : levels);
    }
}
