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
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        Child.once("nginx", "-v").trim().replace("nginx version: ", ""));
    }

    /** How busy the machine is with other things, as the load of the last minute. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String value(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("?");
    }
}
