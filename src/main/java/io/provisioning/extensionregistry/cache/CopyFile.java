package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A file that is whole or not there: one line with the version of the format, the digest and the length of the payload,
 * then the payload. It is written beside its place, forced to the disk and moved there in one step.
 */
public final class CopyFile {
    private static final String MAGIC = "extension-registry-copy 1 ";
    private static final int HEADER = MAGIC.length() + "sha256:".length() + 64 + " ".length() + 10 + "\n".length();
    private static final String UNFINISHED = ".unfinished";

    /** A file that cannot be used; the message says why. */
    public static final class Unusable extends IOException {
        Unusable(String message) {
            super(message);
        }
    }

    private CopyFile() {}

    /** Puts a payload in the place of the one that is there, or leaves that as it is. */
    public static void write(Path file, byte[] payload) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(directory, file.getFileName() + ".", UNFINISHED);
        try {
            try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                writeAll(out, ByteBuffer.wrap(header(payload)));
                writeAll(out, ByteBuffer.wrap(payload));
                out.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        force(directory);
    }

    /**
     * The payload that was written.
     *
     * @throws NoSuchFileException if there is none
     * @throws Unusable if the file is damaged or of another version
     */
    public static byte[] read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        if (all.length < HEADER || !startsWith(all, MAGIC)) {
            throw new Unusable("it is of another version or no copy at all");
        }
        byte[] payload = Arrays.copyOfRange(all, HEADER, all.length);
        if (!Arrays.equals(header(payload), 0, HEADER, all, 0, HEADER)) {
            throw new Unusable("it is damaged");
        }
        return payload;
    }

    /** Removes what was left unfinished before a moment; newer ones may be another process's. */
    public static void sweep(Path directory, Instant before) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(UNFINISHED)).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static byte[] header(byte[] payload) {
        String header = "%s%s %010d%n"
                .formatted(MAGIC, Checksum.over(payload), payload.length)
                .replace("\r", "");
        return header.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] all, String text) {
        return new String(all, 0, text.length(), StandardCharsets.US_ASCII).equals(text);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Makes the move itself last; systems that cannot force a directory lose the newest copy at worst. */
    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The old file is there if the new one is not.
        }
    }
}
