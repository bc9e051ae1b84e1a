package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.net.URI;
import java.util.Locale;

/** The call for the bytes at the address that a drop-in gives for a file, and what answers are none. */
public final class DropInDownload {
    /** The call for an artifact; nothing is shown to whoever serves it. */
    public SourceRequest request(Artifact artifact) {
        return new SourceRequest(URI.create(artifact.location()), "*/*", SourceRequest.MAX_JSON_BYTES, null);
    }

    /** Whether an answer is a page for people, which is where a server sends whom it does not let in. */
    public boolean isPage(String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** @throws SourceException always: {@code unauthorized} */
    public void refusePage() throws SourceException {
        throw new SourceException(Reason.UNAUTHORIZED, "the source asks for a log-in");
    }

    /** @throws SourceException always: {@code unauthorized} for 401, else {@code invalid_answer} */
    public void refuse(SourceReply reply) throws SourceException {
        throw new SourceException(
                reply.status() == 401 ? Reason.UNAUTHORIZED : Reason.INVALID_ANSWER,
                "a file is answered with status " + reply.status());
    }
}
