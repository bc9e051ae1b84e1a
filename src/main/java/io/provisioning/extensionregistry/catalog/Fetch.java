package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadWriter;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.store.BlobFlight;
import io.provisioning.extensionregistry.store.WrongContent;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The transfer of one file from a source into the store. What breaks off is gone on with where it broke off; a source
 * that sends the whole again instead must begin with the same bytes. Belongs to one thread.
 */
public final class Fetch {
    /** Tries in a row that bring nothing, after which the source is given up. */
    private static final int FRUITLESS = 3;

    /** Tries of one transfer, whatever they bring. */
    private static final int TRIES = 50;

    private static final int CHUNK = 64 << 10;

    private final Download file;
    private final Artifact artifact;
    private final BlobFlight flight;
    private InputStream bytes;
    private Long length;
    private boolean part;
    private String validator;
    private int fruitless;
    private int tries;

    Fetch(Download file, Artifact artifact, BlobFlight flight) {
        this.file = file;
        this.artifact = artifact;
        this.flight = flight;
    }

    /** The id of the source. */
    public String source() {
        return file.source();
    }

    /** What the source is asked for. */
    public Artifact artifact() {
        return artifact;
    }

    /** Whether the source is to be asked, once more or at all. */
    public boolean isPending() {
        return !flight.isOver();
    }

    /** The {@code Range} to ask for; null for the whole file. */
    public String range() {
        return canResume() ? "bytes=" + flight.received() + "-" : null;
    }

    /** The {@code If-Range}; null for none. */
    public String ifRange() {
        return canResume() ? validator : null;
    }

    Download file() {
        return file;
    }

    Checksum soFar() {
        return flight.soFar();
    }

    /** With a digest to check the sum of the parts by, or a tag that says that they are of the same file. */
    private boolean canResume() {
        return flight.received() > 0 && (artifact.checksum() != null || validator != null);
    }

    /**
     * The source answers.
     *
     * @param status 200, or 206 if a part was asked for
     * @param size of the body, in bytes; null if not known
     * @param contentRange null if the source sent none
     * @param tag the source's entity tag; null if it sent none
     * @throws SourceException {@code invalid_answer} if it is not the file or the part that was asked for; it is let go
     */
    void opened(InputStream body, int status, Long size, String contentRange, String tag) throws SourceException {
        boolean asked = status == 206
                ? range() != null && contentRange != null && contentRange.startsWith("bytes " + flight.received() + "-")
                : file.size() < 0 || size == null || size == file.size();
        if (!asked || body == null) {
            DownloadWriter.abandon(body);
            throw new SourceException(Reason.INVALID_ANSWER, "the source does not send the file that it named");
        }
        bytes = body;
        length = size;
        part = status == 206;
        if (!part) {
            validator = tag == null || tag.startsWith("W/") ? null : tag;
        }
    }

    /**
     * Takes the answer to its end, and lets it go.
     *
     * @return the digest of all
     * @throws WrongContent if the bytes are not those that they should be
     * @throws SourceException {@code invalid_answer} if the source has begun again with other bytes
     * @throws IOException if it breaks off
     */
    Checksum take() throws IOException, SourceException {
        InputStream body = bytes;
        try {
            flight.answering(part || length == null ? -1 : length, () -> DownloadWriter.abandon(body));
            pour(part ? 0 : flight.received());
            return flight.finish();
        } finally {
            DownloadWriter.abandon(body);
        }
    }

    /** @param known how many of the bytes have come before, and must be the same */
    private void pour(long known) throws IOException, SourceException {
        Prefix prefix = new Prefix(known);
        byte[] chunk = new byte[CHUNK];
        long passed = 0;
        for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
            passed += count;
            int before = prefix.take(chunk, count);
            if (prefix.isJustComplete(before) && !prefix.digest().equals(flight.soFar())) {
                throw new SourceException(Reason.INVALID_ANSWER, "the source has begun to send another file");
            }
            if (count > before) {
                flight.append(chunk, before, count - before);
                fruitless = 0;
            }
        }
        if (length != null && passed != length) {
            throw new EOFException("the source sent " + passed + " bytes instead of " + length);
        }
    }

    /** Takes note of a try that failed. What came before serves on unless that is the last one. */
    void failed(Throwable thrown) {
        boolean lost = thrown instanceof WrongContent || flight.received() == 0;
        tries++;
        if (lost || ++fruitless > FRUITLESS || tries >= TRIES) {
            flight.fail(thrown);
        }
    }
}
