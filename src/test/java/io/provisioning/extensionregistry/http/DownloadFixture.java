package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A server whose one route passes a {@link FileSource} on; what it calls the file is up to the test. */
final class DownloadFixture implements AutoCloseable {
    final FileSource source = new FileSource();
    final List<Checksum> computed = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> broken = new LinkedBlockingQueue<>();
    volatile Download download;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerFixture fixture;

    DownloadFixture(Duration patience) throws Exception {
        DownloadWriter writer = new DownloadWriter(patience, new DownloadEvents() {
            @Override
            public void complete(Download file, Checksum checksum) {
                computed.add(checksum);
            }

            @Override
            public void mismatch(Download file, Checksum actual) {
                broken.add("mismatch");
            }

            @Override
            public void cut(Download file, String why) {
                broken.add("cut: " + why);
            }
        });
        fixture = new ServerFixture(ServerFixture.options(), new RouteBuilder() {
            @Override
            public void configure() {
                onException(RegistryException.class).handled(true).bean("errorAnswer", "render");
                onException(IOException.class).handled(true).setBody(constant("the next source"));
                from("platform-http:/file?httpMethodRestrict=GET")
                        .streamCache("false")
                        .threads()
                        .executorService(threads)
                        .removeHeaders("*")
                        .to("http://127.0.0.1:" + source.port() + "/?disableStreamCache=true")
                        .process(e -> write(writer, e));
            }
        });
    }

    private void write(DownloadWriter writer, Exchange exchange) throws IOException {
        writer.write(
                download,
                exchange.getMessage().getBody(InputStream.class),
                exchange.getProperty(Props.API_REQUEST, ApiRequest.class),
                exchange.getProperty(Props.ROUTING_CONTEXT, io.vertx.ext.web.RoutingContext.class));
    }

    int port() {
        return fixture.port();
    }

    static byte[] file(int size) {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);
        return file;
    }

    static Checksum checksum(byte[] file) throws Exception {
        return Checksum.of(MessageDigest.getInstance("SHA-256").digest(file));
    }

    /** The source sends this file, and it is what was promised. */
    void serves(byte[] file) throws Exception {
        serves(file, checksum(file));
    }

    void serves(byte[] file, Checksum promised) {
        download = Download.whole("gitea", file.length, "aws.tar.gz", "application/gzip", promised, "7");
        source.answers("HTTP/1.1 200 OK\r\nContent-Length: " + file.length, sink -> sink.write(file));
    }

    @Override
    public void close() throws IOException {
        fixture.close();
        source.close();
        threads.shutdownNow();
    }
}
