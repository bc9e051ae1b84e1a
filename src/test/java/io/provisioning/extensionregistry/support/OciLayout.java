package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A folder that holds one tagged manifest and its blobs.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI Image Layout</a>
 */
public final class OciLayout {
    private OciLayout() {}

    /** Fills an empty folder. */
    public static void write(Path directory, String tag, byte[] manifest, byte[]... blobs) throws IOException {
        Path content = Files.createDirectories(directory.resolve("blobs/sha256"));
        for (byte[] blob : blobs) {
            Files.write(content.resolve(TarGz.sha256(blob)), blob);
        }
        Files.write(content.resolve(TarGz.sha256(manifest)), manifest);
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.write(
                directory.resolve("index.json"),
                OciDocuments.index(
                        List.of(OciDocuments.descriptor(
                                OciDocuments.MANIFEST, manifest, Map.of("org.opencontainers.image.ref.name", tag))),
                        Map.of()));
    }
}
