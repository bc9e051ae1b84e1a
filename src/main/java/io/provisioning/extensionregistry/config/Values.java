package io.provisioning.extensionregistry.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads values by their types. A bad one becomes a problem and what is returned for it is of no use. */
final class Values {
    private final Map<String, String> values;
    private final Path directory;
    private final List<String> problems;

    Values(Map<String, String> values, Path directory, List<String> problems) {
        this.values = values;
        this.directory = directory;
        this.problems = problems;
    }

    /** Empty if it is not set. */
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    String matching(String key, String pattern, String allowed) {
        String value = text(key);
        if (!value.isEmpty() && !value.matches(pattern)) {
            bad(key, allowed);
        }
        return value;
    }

    String choice(String key, String... choices) {
        if (!Arrays.asList(choices).contains(text(key))) {
            bad(key, "one of " + String.join(", ", choices));
        }
        return text(key);
    }

    String host(String key) {
        return matching(key, "[A-Za-z0-9.:_-]+|\\[[0-9A-Fa-f:.]+]", "a host name or an address");
    }

    int port(String key) {
        return number(key, 0, 65_535);
    }

    boolean flag(String key) {
        return choice(key, "true", "false").equals("true");
    }

    int number(String key, int min, int max) {
        return (int) bigNumber(key, min, max);
    }

    long bigNumber(String key, long min, long max) {
        try {
            long value = Long.parseLong(text(key));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        bad(key, "a whole number from " + min + " to " + max);
        return min;
    }

    /** From 0 to 1. */
    double ratio(String key) {
        String value = text(key);
        if (value.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
            return Double.parseDouble(value);
        }
        bad(key, "a number from 0 to 1, such as 0.05");
        return 0;
    }

    Duration millis(String key, int max) {
        return Duration.ofMillis(number(key, 1, max));
    }

    Duration seconds(String key, int min, int max) {
        return Duration.ofSeconds(number(key, min, max));
    }

    /** The items of a list, parted by commas; empty ones do not count. */
    List<String> list(String key, Predicate<String> good, String allowed) {
        List<String> items = Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (!items.stream().allMatch(good)) {
            bad(key, "a list, parted by commas, of " + allowed);
        }
        return items;
    }

    /** An http or https address without user, query and fragment; without a trailing slash; null if it is not set. */
    URI url(String key, String text, boolean withPath, String allowed) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI url = new URI(text.replaceFirst("/+$", ""));
            if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() <= 65535
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && (withPath || url.getRawPath().isEmpty())) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        bad(key, allowed);
        return null;
    }

    /** A path, relative ones to the working directory; null if it is not set. */
    Path path(String key) {
        String value = text(key);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return directory.resolve(value);
        } catch (InvalidPathException e) {
            bad(key, "a path");
            return null;
        }
    }

    /** A file of one line, which is not kept; null if it is not set. */
    Path secret(String key) {
        Path path = path(key);
        if (path != null && !isOneLine(path)) {
            bad(key, "the path of a file that can be read and has one line");
        }
        return path;
    }

    private static boolean isOneLine(Path path) {
        try {
            return Files.isRegularFile(path)
                    && Files.readString(path).strip().lines().count() == 1;
        } catch (IOException e) {
            return false;
        }
    }

    Path authorities(String key) {
        Path path = path(key);
        if (path != null) {
            try {
                PemFile.read(path);
            } catch (IllegalArgumentException e) {
                bad(key, "the path of a PEM file of certificates (" + e.getMessage() + ")");
            }
        }
        return path;
    }

    /** Adds the line for a value. */
    void bad(String key, String allowed) {
        problems.add(key + " = \"" + shown(key, text(key)) + "\": must be " + allowed);
    }

    /** A value as it may be shown: in one line, without a password, and not if it may be a secret by mistake. */
    static String shown(String key, String value) {
        if (key.endsWith("-path") && value.length() >= 20 && !value.contains("/") && !value.contains(".")) {
            return "(not shown)";
        }
        return value.replaceAll("//[^/@]*@", "//***@").replaceAll("\\p{Cntrl}", "?");
    }
}
