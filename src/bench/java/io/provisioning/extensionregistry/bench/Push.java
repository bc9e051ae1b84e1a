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

    /** An artifact of an empty config and one layer, tagged. */
    static void artifact(String repository, String tag, byte[] layer, byte[] manifest, String mediaType)
            throws IOException {
        blob(repository, "{}".getBytes(StandardCharsets.UTF_8));
        blob(repository, layer);
        expect(
                201,
                Http.send(Http.request(repository + "/manifests/" + tag, "Content-Type", mediaType)
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
