package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full, so that the next connection is neither made nor refused. */
final class FullQueue implements AutoCloseable {
    private static final int ENOUGH = 64;
    private static final int PATIENCE_MILLIS = 250;

    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();

    private FullQueue(ServerSocket listening) {
        this.listening = listening;
    }

    /** A full queue on a port at which nobody else listens any more. */
    static FullQueue on(int port) {
        FullQueue queue = new FullQueue(FreedPort.take(port, ServerSocket::new, (socket, address) -> {
            socket.setReuseAddress(true);
            socket.bind(address, 1);
        }));
        while (queue.takesOneMore()) {
            if (queue.waiting.size() > ENOUGH) {
                queue.close();
                throw new IllegalStateException("the queue of a port does not fill");
            }
        }
        return queue;
    }

    private boolean takesOneMore() {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(listening.getLocalSocketAddress(), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(waiting);
        all.add(listening);
        all.forEach(StubServer::closeQuietly);
    }
}
