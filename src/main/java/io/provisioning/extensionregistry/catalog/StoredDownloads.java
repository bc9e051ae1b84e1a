package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ByteRange;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadEvents;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.store.BlobFlights;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.store.WrongContent;
import io.provisioning.extensionregistry.upstream.Failures;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Downloads by way of the content store. */
public final class StoredDownloads {
    /**
     * A part that begins further than this, in bytes, behind what has come is asked of the source by itself: who reads
     * the end of a large file must not wait for all of it.
     */
    private static final long AHEAD = 16L << 20;

    private final ContentStore store;
    private final BlobFlights flights;
    private final DownloadWriter writer;
    private final DownloadEvents events;

    public StoredDownloads(ContentStore store, BlobFlights flights, DownloadWriter writer, DownloadEvents events) {
        this.store = store;
        this.flights = flights;
        this.writer = writer;
        this.events = events;
    }

    /** The file in the store, if it is there. May read all of it: not for event loops. */
    public Place kept(Attempts attempts) {
        return attempts.artifact()
                .knownChecksum()
                .flatMap(checksum -> store.find(checksum.toString()))
                .map(blob -> new Place(blob, null, null))
                .orElse(Place.DIRECT);
    }

    /** Where the bytes of a file come from that was not in the store. */
    public Place place(Attempts attempts, ApiRequest request) {
        Artifact artifact = attempts.artifact();
        String digest = artifact.knownChecksum().map(Checksum::toString).orElse(null);
        Download whole = attempts.whole();
        String key =
                digest != null ? digest : attempts.source() + " " + artifact.location() + " " + artifact.contentId();
        long first = DownloadWriter.slice(whole, request).map(ByteRange::first).orElse(0L);
        if (!store.isOn() || first > flights.received(key).orElse(0L) + AHEAD) {
            return Place.DIRECT;
        }
        return flights.join(key, digest, whole.size())
                .map(joined -> new Place(
                        joined.kept(),
                        joined.reader(),
                        joined.begun() == null ? null : new Fetch(whole, artifact, joined.begun())))
                .orElse(Place.DIRECT);
    }

    /**
     * Answers from the store.
     *
     * @throws IOException if the file has just gone
     */
    public void sendKept(Exchange exchange, Attempts attempts, ApiRequest request, Place place) throws IOException {
        Checksum checksum = Checksum.parse(place.blob().digest()).orElseThrow();
        Download download = attempts.whole().with(place.blob().size(), checksum);
        writer.sendFile(download, place.blob().file(), request, Downloads.context(exchange));
        attempts.served();
    }

    /**
     * Answers with what a transfer brings, as it comes.
     *
     * @throws IOException if it failed before its first byte
     */
    public void follow(Exchange exchange, Attempts attempts, ApiRequest request, Place place) throws IOException {
        try (InputStream bytes = place.reader()) {
            Download whole = attempts.whole();
            Download download = whole.with(place.reader().size(), whole.checksum());
            writer.relay(download, bytes, request, Downloads.context(exchange));
        }
        attempts.served();
    }

    /** Lets the source's stream pass if it is the file or the part that was asked for; see {@link Fetch#opened}. */
    public void opened(Exchange exchange, Fetch fetch) throws SourceException {
        Message message = exchange.getMessage();
        fetch.opened(
                message.getBody(InputStream.class),
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                message.getHeader("Content-Length", Long.class),
                message.getHeader("Content-Range", String.class),
                message.getHeader("ETag", String.class));
    }

    /**
     * Brings the stream that was opened into the store.
     *
     * @throws IOException if it breaks off, or its bytes are not the promised ones
     */
    public void take(Fetch fetch) throws IOException, SourceException {
        try {
            events.complete(fetch.file(), fetch.take());
        } catch (WrongContent e) {
            events.mismatch(fetch.file(), fetch.soFar());
            throw e;
        }
    }

    /**
     * Takes note of a try that failed.
     *
     * @return the same for health; skipped if the source was not even asked
     */
    public BackendAnswer failed(Fetch fetch, Throwable thrown) {
        fetch.failed(thrown);
        return Failures.isOurOwn(thrown)
                ? BackendAnswer.skipped(fetch.source())
                : BackendAnswer.failed(fetch.source(), Downloads.failure(thrown));
    }
}
