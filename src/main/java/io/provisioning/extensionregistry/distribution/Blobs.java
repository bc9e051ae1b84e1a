package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Attempts;
import io.provisioning.extensionregistry.catalog.DownloadPlan;
import io.provisioning.extensionregistry.catalog.Offer;
import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.Props;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Blobs on their way to a client, by way of the downloads: shared, kept, in parts, and never complete if wrong. */
public final class Blobs {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");
    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    private final ContentStore store;
    private final boolean offline;
    private final DownloadWriter writer;

    /** @param offline whether nobody may be asked */
    Blobs(ContentStore store, boolean offline, DownloadWriter writer) {
        this.store = store;
        this.offline = offline;
        this.writer = writer;
    }

    /** Whether the request is for the config that every artifact made here has. */
    public boolean isEmpty(Asking asking) {
        return asking.holder() != null && asking.query().reference().equals(ReleaseManifest.EMPTY_DIGEST.text());
    }

    /** That config. */
    public RouteAnswer empty(Asking asking) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DIGEST_HEADER, asking.query().reference());
        headers.put("ETag", '"' + asking.query().reference() + '"');
        headers.put("Cache-Control", "no-transform");
        return new RouteAnswer(200, "application/octet-stream", headers, ReleaseManifest.EMPTY);
    }

    /** The blob as the store has it, for whoever has the repository; null if it is not kept. */
    public Attempts kept(Asking asking, ApiRequest request) {
        return asking.holder() != null
                ? store.find(asking.query().reference())
                        .map(blob -> attempts(asking, request, asking.holder(), blob.size(), ""))
                        .orElse(null)
                : null;
    }

    /** Whether the registry may be asked; if not, that is what it is said to have failed by. */
    public boolean mayAsk(Asking asking) {
        if (offline) {
            asking.failed(asking.source(), new SourceException(Manifests.NOT_KEPT));
        }
        return !offline;
    }

    /** The size that a source's head of a blob tells; null if it does not tell. */
    public Long size(Exchange exchange) {
        return exchange.getMessage().getHeader("Content-Length", Long.class);
    }

    /** Whether downloads can check the digest; else the blob is passed on by itself. */
    public boolean isShared(Asking asking) {
        return new Digest(asking.query().reference()).checksum().isPresent();
    }

    /**
     * The blob as a registry has it.
     *
     * @param repository the registry's own name of the repository
     * @param size in bytes; null if not known
     * @throws RegistryException {@code range_not_satisfiable}
     */
    public Attempts offered(Asking asking, ApiRequest request, String repository, Long size) {
        String location = repository + "@" + asking.query().reference();
        return attempts(asking, request, asking.source(), size, location);
    }

    /**
     * The blob as a release has it.
     *
     * @throws RegistryException {@code range_not_satisfiable}
     */
    public Attempts offeredFile(Asking asking, ApiRequest request, Making making) {
        Artifact file = making.artifact();
        requireRange(request, file.size());
        Artifact blob = new Artifact(
                file.fileName(), null, file.size(), file.checksum(), null, file.location(), file.contentId());
        return attempts(asking, making.source(), blob);
    }

    private static Attempts attempts(Asking asking, ApiRequest request, String source, Long size, String location) {
        requireRange(request, size);
        String digest = asking.query().reference();
        Checksum checksum = Checksum.parse(digest).orElseThrow();
        return attempts(
                asking, source, new Artifact(digest.replace(':', '-'), null, size, checksum, null, location, null));
    }

    private static Attempts attempts(Asking asking, String source, Artifact blob) {
        String digest = asking.query().reference();
        ExtensionVersion version = new ExtensionVersion(Version.of(digest), digest, null, false, blob, false);
        Attempts attempts = new Attempts(
                new DownloadPlan(asking.query().extension(), version.version(), List.of(new Offer(source, version))));
        attempts.next();
        return attempts;
    }

    /** A range that ends before it begins is no reason to send everything. */
    private static void requireRange(ApiRequest request, Long size) {
        Matcher range = ONE_RANGE.matcher(request.header("Range").orElse(""));
        if (size != null
                && !request.head()
                && range.matches()
                && Long.parseLong(range.group(2)) < Long.parseLong(range.group(1))) {
            throw new RegistryException(
                    ErrorKind.RANGE_NOT_SATISFIABLE,
                    "The range ends before it begins",
                    Map.of("Content-Range", "bytes */" + size));
        }
    }

    /** Says which blob the answer is, whoever writes it. */
    public void name(Exchange exchange, Asking asking) {
        context(exchange).response().putHeader(DIGEST_HEADER, asking.query().reference());
    }

    /** Takes that back: the answer is another one. */
    public void unname(Exchange exchange) {
        if (!context(exchange).response().headWritten()) {
            context(exchange).response().headers().remove(DIGEST_HEADER);
        }
    }

    /**
     * Passes on the stream that the registry's route brought, by itself.
     *
     * @param size in bytes; null if not known
     * @throws IOException if the registry failed before its first byte
     */
    public void send(Exchange exchange, Asking asking, Long size) throws IOException {
        ApiRequest request = exchange.getProperty(Props.API_REQUEST, ApiRequest.class);
        InputStream bytes = exchange.getMessage().getBody(InputStream.class);
        Download blob = Download.whole(asking.source(), size == null ? -1 : size, null, null, null, null);
        DownloadWriter.servedBy(context(exchange), exchange.getFromRouteId());
        CheckedStream checked =
                new CheckedStream(bytes, new Digest(asking.query().reference()));
        writer.write(blob, checked, request, context(exchange));
    }

    private static RoutingContext context(Exchange exchange) {
        return exchange.getProperty(Props.ROUTING_CONTEXT, RoutingContext.class);
    }
}
