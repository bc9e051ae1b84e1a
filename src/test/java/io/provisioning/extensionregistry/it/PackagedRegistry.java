package io.provisioning.extensionregistry.it;

import io.provisioning.extensionregistry.support.Leaks;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar as users run it: a process of its own, with 128 MiB of heap, in a folder of its own. */
final class PackagedRegistry implements AutoCloseable {
    private static final Path JAR = Path.of("target", "extension-registry.jar").toAbsolutePath();
    private static final Pattern API = Pattern.compile("api +http://[^:]+:(\\d+)/api/v1");
    private static final Pattern MANAGEMENT = Pattern.compile("management +http://[^:]+:(\\d+)/");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private PackagedRegistry(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it.
     *
     * @param folder the working directory
     * @param arguments each {@code registry.key=value}, which {@code -D} sets, an option of the JVM, which begins with
     *     {@code -X}, or an argument of the command
     */
    static PackagedRegistry run(Path folder, String... arguments) {
        try {
            Path logs = Files.createTempDirectory("packaged");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
            command.add("-Dregistry.server.host=127.0.0.1");
            command.add("-Dregistry.management.host=127.0.0.1");
            Arrays.stream(arguments).filter(each -> each.startsWith("-X")).forEach(command::add);
            Arrays.stream(arguments)
                    .filter(each -> each.startsWith("registry."))
                    .forEach(each -> command.add("-D" + each));
            command.addAll(List.of("-jar", JAR.toString()));
            Arrays.stream(arguments)
                    .filter(each -> !each.startsWith("-X") && !each.startsWith("registry."))
                    .forEach(command::add);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
            Path out = logs.resolve("out");
            Path err = logs.resolve("err");
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new PackagedRegistry(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it on free ports, and waits until it says where it listens. */
    static PackagedRegistry started(Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of("registry.server.port=0", "registry.management.port=0"));
        all.addAll(List.of(arguments));
        PackagedRegistry registry = run(folder, all.toArray(String[]::new));
        Eventually.until(
                "it is started: " + registry.out() + registry.err(),
                () -> API.matcher(registry.out()).find() || !registry.process.isAlive());
        return registry;
    }

    int port() {
        return port(API);
    }

    int managementPort() {
        return port(MANAGEMENT);
    }

    private int port(Pattern line) {
        Matcher banner = line.matcher(out());
        if (!banner.find()) {
            throw new AssertionError("it did not start:\n" + out() + err());
        }
        return Integer.parseInt(banner.group(1));
    }

    /** Asks for a path below {@code /api/v1}. */
    HttpResponse<String> get(String path) {
        return RunningRegistry.send(RunningRegistry.request(url(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + "/api/v1" + path;
    }

    /** The status of a probe of the management port. */
    int probe(String name) {
        return RunningRegistry.send(
                        RunningRegistry.request("http://127.0.0.1:" + managementPort() + "/observe/health/" + name)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    String out() {
        return read(out);
    }

    /** Without what a JVM from 24 on says of Netty by itself, and which no option keeps back that older ones know. */
    String err() {
        return read(err)
                .replaceAll(
                        "(?m)^WARNING: (?:[^\\n]* sun\\.misc\\.Unsafe|sun\\.misc\\.Unsafe::|Please consider)[^\\n]*\\n",
                        "");
    }

    /** As {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end, and fails if there is none. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end:\n" + out() + err());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** The most memory that it ever had, in MiB; -1 where the system does not tell. */
    long peakMemory() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() {
        Leaks.look("output of the process", out() + err());
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
