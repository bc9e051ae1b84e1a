package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.catalog.Paging;
import io.provisioning.extensionregistry.config.ManagementSettings;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.training.TrainingSources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * {@code train}: runs the service on two small sources of its own, asks it everything, and ends it. A JVM that is told to
 * keep what it loaded and compiled, for the service to start with, then has all of it. Nothing that is set here counts, no
 * port but those of free choice on the loopback interface opens, and no file is left.
 */
final class TrainCommand {
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String AWS = "/api/v1/extensions/provider/aws";
    private static final String KUBERNETES = "/api/v1/extensions/taskserv/kubernetes";

    /** What is asked, with the status that the answer must have. */
    private static final Map<String, Integer> ANSWERS = Map.ofEntries(
            Map.entry("/api/v1/extensions", 200),
            Map.entry("/api/v1/extensions?type=provider&source=gitea&limit=10&sort=-published_at", 200),
            Map.entry("/api/v1/extensions/search?q=kubernetes", 200),
            Map.entry(AWS, 200),
            Map.entry(AWS + "/versions", 200),
            Map.entry(AWS + "/resolve?constraint=%5E1.0", 200),
            Map.entry(AWS + "/latest", 200),
            Map.entry(KUBERNETES, 200),
            Map.entry(KUBERNETES + "/versions?prerelease=false", 200),
            Map.entry(KUBERNETES + "/1.1.0", 200),
            Map.entry("/api/v1/extensions/cluster/none", 404),
            Map.entry("/api/v1/extensions?limit=none", 400),
            Map.entry("/api/v1/health", 200),
            Map.entry("/api/v1/metrics", 200),
            Map.entry("/api/v1/cache/stats", 200),
            Map.entry("/v2/", 200),
            Map.entry("/v2/_catalog", 200),
            Map.entry("/v2/training/aws-provider/tags/list", 200),
            Map.entry("/v2/training/aws-provider/manifests/v1.2.0", 200),
            Map.entry("/v2/training/kubernetes-taskserv/manifests/1.1.0", 200));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Application application;

    private TrainCommand(Application application) {
        this.application = application;
    }

    /**
     * Trains.
     *
     * @throws IOException if an answer is not as it has to be; the message names it
     */
    static void run() throws Exception {
        Path folder = Files.createTempDirectory("extension-registry");
        try (TrainingSources sources = TrainingSources.open()) {
            Application application = Application.start(settings(sources, folder));
            try {
                new TrainCommand(application).ask();
            } finally {
                application.close();
            }
        } finally {
            delete(folder);
        }
    }

    private static Settings settings(TrainingSources sources, Path folder) throws Exception {
        Properties settings = new Properties();
        settings.putAll(sources.settings());
        for (String server : List.of("server", "management")) {
            settings.put("registry." + server + ".host", "127.0.0.1");
            settings.put("registry." + server + ".port", "0");
        }
        return SettingsLoader.load(settings, Map.of(), folder);
    }

    private void ask() throws IOException, InterruptedException {
        awaitBothSources();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Integer> each : ANSWERS.entrySet()) {
                int status = get(each.getKey()).statusCode();
                if (status != each.getValue()) {
                    throw new IOException(each.getKey() + " was answered with " + status);
                }
            }
        }
        if (HealthCommand.run(new ManagementSettings("127.0.0.1", application.managementPort())) != 0) {
            throw new IOException("the service is not ready");
        }
    }

    /** The catalogues are loaded beside the start. */
    private void awaitBothSources() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!get("/api/v1/extensions").headers().firstValue(Paging.TOTAL).equals(Optional.of("2"))) {
            if (System.nanoTime() > end) {
                throw new IOException("the catalogue is not complete after " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private HttpResponse<byte[]> get(String target) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + application.port() + target);
        return client.send(
                HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
