package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The big file as a contender gives it, whose bytes nobody keeps. */
record Download(Contender from, String target) {
    /** MiB in a second, from the request to the last byte. */
    double speed() throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
        long start = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", from.port()))) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            long got = 0;
            for (int read = channel.read(in); read >= 0; read = channel.read(in)) {
                got += read;
                in.clear();
            }
            if (got < Bytes.SIZE) {
                throw new IllegalStateException(from.name() + " gave only " + got + " bytes");
            }
            return got / 1048576.0 / ((System.nanoTime() - start) / 1e9);
        }
    }
}
