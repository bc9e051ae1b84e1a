package io.provisioning.extensionregistry.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CNCF distribution registry as a process of its own, on a random port, with what it stores in memory. */
public final class RealRegistry implements AutoCloseable {
    /** The program, as Debian's package of the same name installs it. */
    public static final String BINARY = "docker-registry";

    /** User and password of a registry that demands them. */
    public static final String CREDENTIALS = "me:s3cret";

    private static final String HTPASSWD = "me:$2b$04$GYLZUgi4Q0OGQYp7GmUV0OY7OlDmtjTMTVc..3J7dmki5Q4.ZOq7.\n";
    private static final Pattern LISTENING = Pattern.compile("listening on ([0-9.]+:[0-9]+)");
    private static final int SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String url;
    private final String authorization;

    private RealRegistry(Path directory, boolean restricted, String more) throws IOException {
        Path config = Files.writeString(directory.resolve("config.yml"), config(directory, restricted) + more);
        authorization = restricted ? FakeTokenService.basic(CREDENTIALS) : null;
        process = new ProcessBuilder(BINARY, "serve", config.toString())
                .redirectErrorStream(true)
                .start();
        url = "http://" + address();
    }

    /** Whether a program can be started. */
    public static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Starts one that lets everybody in.
     *
     * @param directory for its settings; empty
     */
    public static RealRegistry start(Path directory) throws IOException {
        return new RealRegistry(directory, false, "");
    }

    /** Starts one that demands {@link #CREDENTIALS}. */
    public static RealRegistry startRestricted(Path directory) throws IOException {
        return new RealRegistry(directory, true, "");
    }

    /** Starts one that tells an address of what happens to it, and shows it a secret. */
    public static RealRegistry startNotifying(Path directory, String address, String secret) throws IOException {
        String endpoint =
                "{ name: test, url: \"%s\", headers: { Authorization: [\"Bearer %s\"] }, timeout: 5s, backoff: 1s }";
        return new RealRegistry(
                directory,
                false,
                "notifications: { endpoints: [ " + endpoint.formatted(address, Secrets.required(secret)) + " ] }\n");
    }

    /** The address without a trailing slash. */
    public String url() {
        return url;
    }

    /** Pushes a blob in one piece; the bytes as they came. */
    public byte[] pushBlob(String repository, byte[] bytes) throws IOException, InterruptedException {
        HttpResponse<String> session =
                send(request("/v2/" + repository + "/blobs/uploads/").POST(HttpRequest.BodyPublishers.noBody()), 202);
        String location = session.headers().firstValue("Location").orElseThrow();
        String target = (location.startsWith("/") ? url + location : location) + (location.contains("?") ? "&" : "?")
                + "digest=" + OciDocuments.digest(bytes);
        send(
                builder(URI.create(target))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)),
                201);
        return bytes;
    }

    /** Pushes a manifest under a tag. */
    public void pushManifest(String repository, String tag, String mediaType, byte[] manifest)
            throws IOException, InterruptedException {
        send(
                request("/v2/" + repository + "/manifests/" + tag)
                        .header("Content-Type", mediaType)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest)),
                201);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IOException(response.request().uri() + " answered " + response.statusCode() + response.body());
        }
        return response;
    }

    private HttpRequest.Builder request(String path) {
        return builder(URI.create(url + path));
    }

    private HttpRequest.Builder builder(URI target) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(target);
        return authorization == null ? builder : builder.header("Authorization", authorization);
    }

    private static String config(Path directory, boolean restricted) throws IOException {
        String config = "version: 0.1\nstorage: { inmemory: {} }\nhttp: { addr: 127.0.0.1:0 }\n";
        if (!restricted) {
            return config;
        }
        Path users = Files.writeString(directory.resolve("users"), HTPASSWD);
        return config + "auth: { htpasswd: { realm: test, path: " + users + " } }\n";
    }

    /** It says where it listens; what it says after that is read so that it never blocks. */
    private String address() throws IOException {
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(address), "registry-log");
        reader.setDaemon(true);
        reader.start();
        try {
            return address.get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IOException("the registry did not start", e);
        }
    }

    private void read(CompletableFuture<String> address) {
        StringBuilder log = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    address.complete(matcher.group(1));
                } else if (!address.isDone()) {
                    log.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            log.append(e);
        }
        address.completeExceptionally(new IOException(log.toString()));
    }
}
