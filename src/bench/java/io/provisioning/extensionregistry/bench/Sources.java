package io.provisioning.extensionregistry.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A Gitea and an OCI registry of any size on one port, in the wire shapes that their APIs publish. Everything is made from
 * the number of an extension, so ten thousand cost no memory.
 *
 * <p>{@code Sources <extensions> <versions of each> <latency in ms> <bytes of one big file, 0 for none>}
 */
final class Sources {
    private final Vertx vertx;
    private final GiteaWire gitea;
    private final OciWire oci;
    private final int latency;
    private final String file;
    private final int pacedPort;
    private final Calls.Counter giteaCalls = new Calls.Counter();
    private final Calls.Counter ociCalls = new Calls.Counter();

    private Sources(
            Vertx vertx, int extensions, int versions, int latency, String file, long fileBytes, int pacedPort) {
        this.vertx = vertx;
        this.latency = latency;
        this.file = file;
        this.pacedPort = pacedPort;
        this.gitea = new GiteaWire(extensions, versions);
        this.oci = new OciWire(extensions, versions, fileBytes);
    }

    public static void main(String[] arguments) throws IOException {
        long bytes = Long.parseLong(arguments[3]);
        String file = Path.of("origin.bin").toAbsolutePath().toString();
        try (RandomAccessFile sparse = new RandomAccessFile(file, "rw")) {
            sparse.setLength(bytes);
        }
        Vertx vertx = Vertx.vertx();
        Sources sources = new Sources(
                vertx,
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                file,
                bytes,
                PacedFile.serve(Path.of(file)));
        int port = vertx.createHttpServer()
                .requestHandler(sources::serve)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        System.out.println("ready " + port);
    }

    private void serve(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/calls/")) {
            request.response().end(path.endsWith("gitea") ? giteaCalls.take() : ociCalls.take());
            return;
        }
        if (path.equals("/push")) {
            gitea.push();
            request.response().end();
            return;
        }
        boolean probe = path.equals("/v2/") || "1".equals(request.getParam("limit"));
        Calls.Counter calls = path.startsWith("/v2") ? ociCalls : giteaCalls;
        if (!probe) {
            calls.came();
            request.response().endHandler(done -> calls.answered());
        }
        if (latency > 0) {
            // Timers round up to the next millisecond, and an answer is not sent in no time.
            vertx.setTimer(Math.max(1, latency - 1), timer -> answer(request, path));
        } else {
            answer(request, path);
        }
    }

    private void answer(HttpServerRequest request, String path) {
        if (path.contains(OciWire.PACED + "/blobs/")) {
            request.response()
                    .setStatusCode(307)
                    .putHeader("Location", "http://127.0.0.1:" + pacedPort + path)
                    .end();
            return;
        }
        if (path.contains("/blobs/")) {
            request.response()
                    .putHeader("Content-Type", "application/octet-stream")
                    .sendFile(file);
            return;
        }
        WireAnswer answer = path.startsWith("/v2") ? oci.answer(request) : gitea.answer(request);
        if (answer == null) {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "application/json")
                    .end("{}");
            return;
        }
        request.response().putHeader("Content-Type", answer.type());
        answer.headers().forEach(request.response()::putHeader);
        if (request.method().name().equals("HEAD")) {
            request.response()
                    .putHeader("Content-Length", String.valueOf(answer.body().length))
                    .end();
        } else {
            request.response().end(io.vertx.core.buffer.Buffer.buffer(answer.body()));
        }
    }
}
