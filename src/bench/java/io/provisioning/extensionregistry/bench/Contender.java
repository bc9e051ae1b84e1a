package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A server that answers the cases. */
record Contender(String name, int port, Child process) implements AutoCloseable {
    static final String OURS = "extension-registry";
    static final String BARE = "bare Vert.x";
    static final String RELAY = "bare relay";
    static final String NGINX = "nginx proxy_cache";
    static final String DISTRIBUTION = "distribution";

    /** The service as it is packaged. */
    static final Path JAR = Bench.PROJECT.resolve("target/extension-registry.jar");

    private static final Pattern READY = Pattern.compile("ready (\\d+)");
    private static final Pattern API = Pattern.compile("api +http://[^:]+:(\\d+)/api/v1");
    /** Where the service keeps the files that passed, each under its digest. */
    static final Path STORED = Bench.FOLDER.resolve("data/store/blobs/sha256");

    private static final Path SETTINGS = Bench.PROJECT.resolve("src/bench");

    /** The sources, which are asked by all others. */
    static Contender sources(int extensions, int versions, int latency, long file) throws IOException {
        // One that waits most of the time needs no code that is fast in the end, but none of the service's processor
        // time.
        List<String> flags = latency > 0 ? List.of("-XX:TieredStopAtLevel=1") : List.of();
        return ready("sources", Child.java(flags, Sources.class, extensions, versions, latency, file));
    }

    /**
     * The packaged service on both sources.
     *
     * @param flags of the JVM, settings among them
     */
    static Contender ours(Contender sources, String... flags) throws IOException {
        return ours(List.of(Bench.java(), Child.ROOM), sources, flags);
    }

    /** @param java the JVM, with flags */
    static Contender ours(List<String> java, Contender sources, String... flags) throws IOException {
        String url = "http://127.0.0.1:" + sources.port;
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                Child.HEAP,
                "-Dregistry.server.host=127.0.0.1",
                "-Dregistry.server.port=0",
                "-Dregistry.management.host=127.0.0.1",
                "-Dregistry.management.port=0",
                "-Dregistry.gitea.url=" + url,
                "-Dregistry.gitea.organization=bench",
                "-Dregistry.oci.registry=" + url,
                "-Dregistry.oci.namespace=bench",
                // No renewal falls into a measurement that is not about renewals.
                "-Dregistry.cache.ttl-seconds=3600"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-jar", JAR.toString()));
        Child process = Child.start(command);
        return new Contender(OURS, Integer.parseInt(process.await(API)), process);
    }

    /** The answers of the service from a handler that does nothing else, on as many event loops as there are processors. */
    static Contender bare(Contender ours, List<String> targets) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(Runtime.getRuntime().availableProcessors(), ours.port));
        arguments.addAll(targets);
        return ready(BARE, Child.java(BareVertx.class, arguments.toArray()));
    }

    /** Where sources send those who ask for a file, as another source. */
    static Contender elsewhere(Contender sources, String target) throws IOException {
        String location =
                Http.get(sources.url(target)).headers().firstValue("Location").orElseThrow();
        return new Contender("elsewhere", URI.create(location).getPort(), sources.process);
    }

    /** A relay of one file from a source, whose digest it computes. */
    static Contender relay(Contender source, String target, String sha256) throws IOException {
        return ready(RELAY, Child.java(BareRelay.class, source.port, target, sha256));
    }

    /** nginx with a cache in front of the service, and plain in front of the sources below {@code /origin}. */
    static Contender nginx(Contender ours, Contender sources) throws IOException {
        Path folder = Files.createTempDirectory(Bench.FOLDER, "nginx");
        int port = Http.freePort();
        Path file = folder.resolve("nginx.conf");
        Files.writeString(
                file,
                settings("nginx.conf", folder, port)
                        .replace("%registry%", String.valueOf(ours.port))
                        .replace("%origin%", String.valueOf(sources.port))
                        .replace("%files%", STORED.toString()));
        Child process = Child.start(List.of(
                "nginx", "-e", folder.resolve("error.log").toString(), "-c", file.toString(), "-p", folder + "/"));
        Contender nginx = new Contender(NGINX, port, process);
        nginx.awaitAnswer("/api/v1/health");
        return nginx;
    }

    /** The CNCF registry with the artifact of the cases. */
    static Contender distribution(byte[] manifest, String mediaType) throws IOException {
        Path folder = Files.createTempDirectory(Bench.FOLDER, "distribution");
        int port = Http.freePort();
        Path file = folder.resolve("config.yml");
        Files.writeString(file, settings("distribution.yml", folder, port));
        Contender registry =
                new Contender(DISTRIBUTION, port, Child.start(List.of("docker-registry", "serve", file.toString())));
        registry.awaitAnswer("/v2/");
        byte[] layer = OciWire.layer(Case.REPOSITORY, Case.TAG);
        Push.artifact(registry.url("/v2/" + Case.REPOSITORY), Case.TAG, layer, manifest, mediaType);
        return registry;
    }

    String url(String target) {
        return "http://127.0.0.1:" + port + target;
    }

    /** Waits until a target is answered with 200. */
    void awaitAnswer(String target) throws IOException {
        for (int i = 0; i < 1000; i++) {
            try {
                if (Http.get(url(target)).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                if (i == 999) {
                    throw e;
                }
            }
            Bench.pause(10);
        }
        throw new IllegalStateException(name + " does not answer " + target + "\n" + process.output());
    }

    /** Waits until the whole catalogue of both sources is there. */
    void awaitExtensions(int number) throws IOException {
        String wanted = String.valueOf(number);
        HttpRequest request = Http.request(url("/api/v1/extensions?limit=1")).build();
        for (int i = 0; i < 30_000; i++) {
            var headers = Http.send(request).headers();
            String states = headers.firstValue("X-Registry-Sources").orElse("");
            if (headers.firstValue("X-Total-Count").orElse("").equals(wanted) && !states.contains("failed")) {
                return;
            }
            Bench.pause(10);
        }
        throw new IllegalStateException("there is no catalogue of " + number + "\n" + process.output());
    }

    @Override
    public void close() {
        process.close();
    }

    private static Contender ready(String name, Child process) throws IOException {
        return new Contender(name, Integer.parseInt(process.await(READY)), process);
    }

    private static String settings(String name, Path folder, int port) throws IOException {
        return Files.readString(SETTINGS.resolve(name))
                .replace("%folder%", folder.toString())
                .replace("%user%", System.getProperty("user.name"))
                .replace("%port%", String.valueOf(port));
    }
}
