package io.provisioning.extensionregistry.support;

import io.provisioning.extensionregistry.Application;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsException;
import io.provisioning.extensionregistry.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/** The whole service on a free port, with settings of the test's own. */
public final class RunningRegistry implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Application application;

    private RunningRegistry(Application application) {
        this.application = application;
    }

    /** @param settings what differs from the defaults */
    public static RunningRegistry start(Map<String, String> settings) throws Exception {
        return new RunningRegistry(Application.start(settings(settings)));
    }

    /** As {@link #start(Map)}, with copies that age by the test's own clock. */
    public static RunningRegistry start(Map<String, String> settings, Clock clock) throws Exception {
        return new RunningRegistry(Application.start(settings(settings), clock));
    }

    private static Settings settings(Map<String, String> settings) throws SettingsException {
        Properties system = new Properties();
        system.put("registry.server.host", "127.0.0.1");
        system.put("registry.server.port", "0");
        system.put("registry.management.host", "127.0.0.1");
        system.put("registry.management.port", "0");
        // Whoever wants a store says where; nothing is left beside the tests.
        system.put("registry.store.mode", "off");
        system.putAll(settings);
        return SettingsLoader.load(system, Map.of(), Path.of("").toAbsolutePath());
    }

    public Application application() {
        return application;
    }

    /** The address of the API, without {@code /api/v1}. */
    public String url() {
        return "http://127.0.0.1:" + application.port();
    }

    /** The address of the management port. */
    public String managementUrl() {
        return "http://127.0.0.1:" + application.managementPort();
    }

    /**
     * Asks for a path below {@code /api/v1}.
     *
     * @param headers name, value, name, value, …
     */
    public HttpResponse<String> get(String path, String... headers) {
        return sendToService(request(url() + "/api/v1" + path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As {@link #get}, for bytes. */
    public HttpResponse<byte[]> bytes(String path, String... headers) {
        return sendToService(
                request(url() + "/api/v1" + path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Any request to any address. What does not go to a stand-in goes to the service, whose answer is looked at. */
    public static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return exchange(request, StubServer.isOne(request.uri()) ? body : WatchedBody.of(body));
    }

    /** As {@link #send}, for those who wait later. */
    public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return CLIENT.sendAsync(request, WatchedBody.of(body));
    }

    /** Any request to the service. */
    static <T> HttpResponse<T> sendToService(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return exchange(request, WatchedBody.of(body));
    }

    private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return CLIENT.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A GET with a limit that only a hang reaches. */
    public static HttpRequest.Builder request(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        application.close();
    }
}
