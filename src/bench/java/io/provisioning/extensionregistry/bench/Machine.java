package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        return "%s, %d × %s, %d GiB, Linux %s, JDK %s, %s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/cpuinfo", "model name").trim(),
                        Math.round(Long.parseLong(
                                        value("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                                / 1048576.0),
                        System.getProperty("os.version").replaceAll("-.*", ""),
                        System.getProperty("java.version"),
                        Child.once("nginx", "-v").trim().replace("nginx version: ", ""));
    }

    /** How busy the machine is with other things, as the load of the last minute. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    /**
     * How long a thread that only looks at the clock was not run, which is what the machine, and whoever it is shared with,
     * add to any percentile.
     */
    static String stops(int seconds) {
        long shortest = 300_000;
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long stopped = 0;
        long longest = 0;
        for (long last = start, now = start; last < end; last = now) {
            now = System.nanoTime();
            if (now - last > shortest) {
                stopped += now - last;
                longest = Math.max(longest, now - last);
            }
        }
        return "stopped for more than 0.3 ms, up to %.1f ms, in %.2f %%"
                .formatted(longest / 1e6, 100.0 * stopped / (end - start));
    }

    private static String value(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("?");
    }
}
