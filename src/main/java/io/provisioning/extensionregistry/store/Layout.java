package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Where things lie in a store's directory: an OCI image layout, and beside it what only we know.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI Image Layout</a>
 */
record Layout(Path root) {
    private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";
    static final String EMPTY_INDEX =
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}";

    Path blobs() {
        return root.resolve("blobs").resolve("sha256");
    }

    Path blob(String hex) {
        return blobs().resolve(hex);
    }

    Path index() {
        return root.resolve("index.json");
    }

    /** Holds an empty file for each blob that must stay. */
    Path pins() {
        return root.resolve("pinned");
    }

    Path pin(String hex) {
        return pins().resolve(hex);
    }

    /** What is being written: one folder for each process, and files that are moved away within one lock. */
    Path incoming() {
        return root.resolve("incoming");
    }

    /** Held for moments by whoever changes what several processes share. */
    Path lock() {
        return root.resolve(".lock");
    }

    /** Makes what is missing. Only with the lock held. */
    void create() throws IOException {
        Files.createDirectories(blobs());
        Files.createDirectories(pins());
        Files.createDirectories(incoming());
        Path version = root.resolve("oci-layout");
        if (!Files.exists(version)) {
            replace(version, VERSION.getBytes(StandardCharsets.UTF_8));
        }
        if (!Files.exists(index())) {
            replace(index(), EMPTY_INDEX.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** From now on a blob stays. */
    void mark(String hex) throws IOException {
        if (!Files.exists(pin(hex))) {
            Files.createDirectories(pins());
            Files.write(pin(hex), new byte[0]);
        }
    }

    /** Puts a file in the place of another in one step. Only with the lock held. */
    void replace(Path file, byte[] content) throws IOException {
        Path beside = incoming().resolve(UUID.randomUUID() + ".new");
        try {
            try (FileChannel out = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeAll(out, ByteBuffer.wrap(content));
                out.force(true);
            }
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Moves a file whose bytes are on the disk, so that the move itself is there too. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Systems that cannot force a folder lose the newest file at worst.
        }
    }

    static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
