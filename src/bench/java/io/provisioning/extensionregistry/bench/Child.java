package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process that a measurement started; it ends with {@link #close}, or with the benchmark. */
final class Child implements AutoCloseable {
    private static final int START_SECONDS = 60;

    static final String HEAP = "-Xmx256m";

    /** What the image starts with, too. */
    static final String ROOM = "-XX:MetaspaceSize=96m";

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts a command whose output goes to a file. */
    static Child start(List<String> command) throws IOException {
        Path log = Files.createTempFile(Bench.FOLDER, "child", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Bench.FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
        return new Child(builder.start(), log);
    }

    /** Starts one of the benchmark's own programs in a JVM with the flags and the libraries of the service. */
    static Child java(Class<?> main, Object... arguments) throws IOException {
        return java(List.of(), main, arguments);
    }

    /** The same, with more flags of the JVM. */
    static Child java(List<String> flags, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Bench.java(), HEAP, ROOM));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(command);
    }

    /** What a command prints that ends by itself. */
    static String once(String... command) throws IOException {
        try (Child child = start(List.of(command))) {
            return child.result(START_SECONDS);
        }
    }

    /** Waits for a line of its output and gives the first group in it. */
    String await(Pattern line) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher matcher = line.matcher(output());
            if (matcher.find()) {
                return matcher.group(1);
            }
            Bench.pause(5);
        }
        throw new IllegalStateException("it did not start:\n" + output());
    }

    /** Waits for its end. */
    String result(int seconds) throws IOException {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("it did not end well:\n" + output());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return output();
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    long pid() {
        return process.pid();
    }

    /** The processor time that it and its workers that are still alive have taken so far, in seconds. */
    double cpuSeconds() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .flatMap(each -> each.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1000.0;
    }

    /** A value of {@code /proc/pid/status} in MiB: {@code VmRSS} is what it has now, {@code VmHWM} the most it had. */
    long memory(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            workers.forEach(ProcessHandle::destroyForcibly);
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
