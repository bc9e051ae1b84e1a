package io.provisioning.extensionregistry.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A port of the loopback interface that was just given up: it may be a moment before it can be had again. */
final class FreedPort {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Makes a socket that has no address yet. */
    @FunctionalInterface
    interface Opening<S> {
        S open() throws IOException;
    }

    /** Gives it one. */
    @FunctionalInterface
    interface Binding<S> {
        void bind(S socket, InetSocketAddress address) throws IOException;
    }

    private FreedPort() {}

    /** A socket of the port, as soon as that is free; 0 takes any port. */
    static <S extends Closeable> S take(int port, Opening<S> opening, Binding<S> binding) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            S socket = null;
            try {
                socket = opening.open();
                binding.bind(socket, address);
                return socket;
            } catch (IOException e) {
                StubServer.closeQuietly(socket);
                if (System.nanoTime() > giveUp) {
                    throw new UncheckedIOException(e);
                }
                Thread.yield();
            }
        }
    }
}
