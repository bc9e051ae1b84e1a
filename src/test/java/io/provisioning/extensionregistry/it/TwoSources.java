package io.provisioning.extensionregistry.it;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole service beside a Gitea and a registry; all are closed together. */
record TwoSources(FakeGitea gitea, FakeRegistry oci, RunningRegistry registry) implements AutoCloseable {
    /** The service with both sample sources, when their catalogues are loaded and the first probe is over. */
    static TwoSources start() throws Exception {
        return start(FakeGitea.sample(), FakeRegistry.sample());
    }

    /** The service with these sources, as {@link #start()}. */
    static TwoSources start(FakeGitea gitea, FakeRegistry oci) throws Exception {
        TwoSources sources = cold(gitea, oci, Map.of());
        sources.awaitLoaded();
        return sources;
    }

    /** The service just started. */
    static TwoSources cold(FakeGitea gitea, FakeRegistry oci, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings(gitea, oci));
        all.putAll(settings);
        return new TwoSources(gitea, oci, RunningRegistry.start(all));
    }

    static Map<String, String> settings(FakeGitea gitea, FakeRegistry oci) {
        return Map.of(
                "registry.gitea.url", gitea.url(),
                "registry.gitea.organization", "provisioning",
                "registry.oci.registry", oci.url(),
                "registry.oci.namespace", "provisioning",
                "registry.health.interval-seconds", "3600",
                "registry.gitea.breaker-calls", "1000",
                "registry.oci.breaker-calls", "1000");
    }

    void awaitLoaded() {
        Eventually.until("both catalogues are loaded", () -> sources("/extensions")
                .matches("gitea;state=fresh;age=\\d+, oci;state=fresh;age=\\d+"));
        Eventually.until(
                "both sources are probed",
                () -> metric("source_requests_total", "operation=\"ping\"").size() == 2);
    }

    HttpResponse<String> get(String path, String... headers) {
        return registry.get(path, headers);
    }

    /** As {@link #get}, of the given method and without a body. */
    HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest request = RunningRegistry.request(registry.url() + "/api/v1" + path, headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return RunningRegistry.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** What the answer says of its sources. */
    String sources(String path) {
        return header(get(path), "X-Registry-Sources");
    }

    /** An empty text if it is not there. */
    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** The lines of a metric that hold all these texts. */
    List<String> metric(String name, String... texts) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(texts).stream().allMatch(line::contains))
                .toList();
    }

    /** The sum of these lines. */
    double value(String name, String... texts) {
        return metric(name, texts).stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How many calls both sources got so far. */
    int calls() {
        return gitea.targets().size() + oci.server().targets().size();
    }

    @Override
    public void close() {
        registry.close();
        gitea.close();
        oci.close();
    }
}
