package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One big file, passed on from the source as it comes; the service computes its digest meanwhile, nginx does not. */
final class Bytes {
    private static final long SIZE = 1L << 30;
    private static final int ROUNDS = 5;
    private static final String OF_OURS = "/api/v1/extensions/taskserv/big/1.0.0";
    private static final String OF_ORIGIN = "/origin/v2/" + OciWire.BIG + "/blobs/big";

    private Bytes() {}

    static void table() throws IOException {
        try (Contender sources = Contender.sources(10, 1, 0, SIZE);
                Contender ours = Contender.ours(sources)) {
            ours.awaitExtensions(11);
            try (Contender nginx = Contender.nginx(ours, sources)) {
                speed(ours, OF_OURS);
                speed(nginx, OF_ORIGIN);
                long before = ours.process().memory("VmRSS");
                Rounds rounds = new Rounds();
                for (int round = 0; round < ROUNDS; round++) {
                    rounds.add("nginx", speed(nginx, OF_ORIGIN));
                    rounds.add("ours", speed(ours, OF_OURS));
                }
                Report.block("bytes", """
                        | 1 GiB from the source | MiB/s | ÷ nginx |
                        |---|---|---|
                        | extension-registry, digest checked | %.0f | **%.2f** (%s) |
                        | nginx `proxy_pass` | %.0f | 1 |

                        Resident memory before the downloads %d MiB, after %d of them %d MiB.
                        """.formatted(
                                rounds.median("ours"),
                                rounds.ratio("ours", "nginx"),
                                rounds.spread("ours", "nginx"),
                                rounds.median("nginx"),
                                before,
                                ROUNDS,
                                ours.process().memory("VmRSS")));
            }
        }
    }

    /** MiB in a second, from the request to the last byte. */
    private static double speed(Contender contender, String target) throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
        long start = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", contender.port()))) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            long got = 0;
            for (int read = channel.read(in); read >= 0; read = channel.read(in)) {
                got += read;
                in.clear();
            }
            if (got < SIZE) {
                throw new IllegalStateException(contender.name() + " gave only " + got + " bytes");
            }
            return got / 1048576.0 / ((System.nanoTime() - start) / 1e9);
        }
    }
}
