package io.provisioning.extensionregistry.upstream;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * TLS that is made at the first connection which needs it: to read the authorities of the JVM takes longer than all else that
 * a source's client is made of, and the start of the service does not wait for connections.
 */
final class LateTls implements TlsSocketStrategy {
    private final Supplier<TlsSocketStrategy> maker;
    private TlsSocketStrategy made;

    /** @param maker is called once, or never */
    LateTls(Supplier<TlsSocketStrategy> maker) {
        this.maker = maker;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        return made().upgrade(socket, host, port, attachment, context);
    }

    private synchronized TlsSocketStrategy made() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
