package io.provisioning.extensionregistry.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx with the file that is shipped for it, before a service on this machine. */
public final class Nginx implements AutoCloseable {
    private static final Path SHIPPED = Path.of("src/deploy/nginx/extension-registry.conf");

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether it is installed. */
    public static boolean isThere() {
        return binary() != null;
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts it; it may be a moment before it listens.
     *
     * @param folder for its files
     * @param port where it shall listen, with TLS
     * @param service the port of the service
     */
    public static Nginx start(Path folder, int port, int service, TestCertificate certificate) throws IOException {
        String shipped = Files.readString(SHIPPED)
                .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replace("127.0.0.1:8082", "127.0.0.1:" + service)
                .replace("/etc/nginx/tls/tls.crt", certificate.pem().toString())
                .replace("/etc/nginx/tls/tls.key", certificate.key().toString());
        StringBuilder paths = new StringBuilder();
        for (String kind : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            paths.append(kind)
                    .append("_temp_path ")
                    .append(folder.resolve(kind))
                    .append(";\n");
        }
        Path config = Files.writeString(
                folder.resolve("nginx.conf"),
                "daemon off;\nmaster_process off;\npid " + folder.resolve("nginx.pid") + ";\nevents {}\nhttp {\n"
                        + "access_log off;\n" + paths + shipped + "}\n");
        Process process = new ProcessBuilder(
                        binary().toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        return new Nginx(process, port);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    private static Path binary() {
        return Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin").split(":"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
