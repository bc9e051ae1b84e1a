package io.provisioning.extensionregistry.it;

import io.provisioning.extensionregistry.support.Leaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A newcomer's terminals: one in which the service runs, and one for everything else. */
final class Shell implements AutoCloseable {
    private static final Pattern API = Pattern.compile("api +http://[^:]+:(\\d+)/api/v1");
    private static final Pattern MANAGEMENT = Pattern.compile("management +http://[^:]+:(\\d+)/");
    private static final int PATIENCE_SECONDS = 90;

    private final Path folder;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Process service;
    private Path screen;

    /** @param home what the person has beside the project's folder */
    Shell(Path folder, Path home) throws IOException {
        this.folder = folder;
        this.home = home;
        // A status that says no is to be noticed.
        Files.writeString(home.resolve(".curlrc"), "fail\nshow-error\n");
        environment.put("CURL_HOME", home.toString());
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        takeAnyPorts();
    }

    private void takeAnyPorts() {
        environment.put("REGISTRY_SERVER_PORT", "0");
        environment.put("REGISTRY_MANAGEMENT_PORT", "0");
    }

    /** Types a command and gives what it prints; fails if it does not end well. */
    String run(String command) throws Exception {
        Path out = Files.createTempFile(home, "out", "");
        Process process = start(command, out);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + command + "\n" + Files.readString(out));
        }
        Leaks.look(command, Files.readString(out));
        if (process.exitValue() != 0) {
            throw new AssertionError("status " + process.exitValue() + ": " + command + "\n" + Files.readString(out)
                    + (screen == null ? "" : Files.readString(screen)));
        }
        return Files.readString(out);
    }

    /** Types the command that runs the service, and waits for its banner; one that still runs is stopped before. */
    String serve(String command) throws Exception {
        stop();
        takeAnyPorts();
        screen = Files.createTempFile(home, "screen", "");
        service = start(command, screen);
        Eventually.until("it is started: " + command, () -> screen().contains("\n  routes ") || !service.isAlive());
        environment.put("REGISTRY_SERVER_PORT", port(API));
        environment.put("REGISTRY_MANAGEMENT_PORT", port(MANAGEMENT));
        environment.put("PID", String.valueOf(service.pid()));
        return screen();
    }

    /** The port of the API. */
    String port() {
        return environment.get("REGISTRY_SERVER_PORT");
    }

    String managementPort() {
        return environment.get("REGISTRY_MANAGEMENT_PORT");
    }

    private Process start(String command, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String port(Pattern line) {
        Matcher banner = line.matcher(screen());
        if (!banner.find()) {
            throw new AssertionError("it did not start:\n" + screen());
        }
        return banner.group(1);
    }

    private String screen() {
        try {
            return Files.readString(screen);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As Ctrl-C does. */
    private void stop() throws InterruptedException {
        if (service != null) {
            service.destroy();
            if (!service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not stop:\n" + screen());
            }
            Leaks.look("what the service printed", screen());
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
