package io.provisioning.extensionregistry.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A process that writes one file again and again, and says each time that it has, until somebody kills it. */
final class CopyWriter {
    private static final int SIZE = 3 << 20;

    private CopyWriter() {}

    /** @param arguments the file, and the number of the first payload */
    public static void main(String[] arguments) throws IOException {
        for (int number = Integer.parseInt(arguments[1]); ; number++) {
            CopyFile.write(Path.of(arguments[0]), payload(number));
            System.out.println(number);
        }
    }

    /** Bytes that nobody could mix up with those of another number. */
    static byte[] payload(int number) {
        byte[] bytes = new byte[SIZE + number % 4096];
        new Random(number).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(number);
        return bytes;
    }

    /** The number of a payload that is whole. */
    static int number(byte[] payload) {
        int number = ByteBuffer.wrap(payload).getInt();
        if (!Arrays.equals(payload, payload(number))) {
            throw new IllegalArgumentException("no payload of the writer");
        }
        return number;
    }
}
