package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Pushes to a registry as its clients do. */
final class Push {
    private Push() {}

    /** An artifact with small blobs, tagged {@code 1.0.0}; its manifest has the size of the one that is given. */
    static void manifest(String repository, byte[] like, String mediaType) throws IOException {
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] layer = new byte[4096];
        blob(repository, config);
        blob(repository, layer);
        String head = "{\"schemaVersion\":2,\"mediaType\":\"" + mediaType + "\",\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", config) + ",\"layers\":["
                + descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)
                + "],\"annotations\":{\"padding\":\"";
        String padding = "x".repeat(Math.max(0, like.length - head.length() - 3));
        byte[] manifest = (head + padding + "\"}}").getBytes(StandardCharsets.UTF_8);
        expect(
                201,
                Http.send(Http.request(repository + "/manifests/1.0.0", "Content-Type", mediaType)
                        .PUT(BodyPublishers.ofByteArray(manifest))
                        .build()));
    }

    private static void blob(String repository, byte[] bytes) throws IOException {
        HttpResponse<byte[]> upload = Http.send(Http.request(repository + "/blobs/uploads/")
                .POST(BodyPublishers.noBody())
                .build());
        expect(202, upload);
        String location = upload.headers().firstValue("Location").orElseThrow();
        expect(
                201,
                Http.send(Http.request(
                                location + (location.contains("?") ? "&" : "?") + "digest=" + digest(bytes),
                                "Content-Type",
                                "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(bytes))
                        .build()));
    }

    private static String descriptor(String mediaType, byte[] bytes) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest(bytes) + "\",\"size\":" + bytes.length
                + "}";
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }
}
