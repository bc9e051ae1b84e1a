package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.net.URI;
import java.util.Locale;

/** The call for the bytes of a file, and what answers are none. */
public final class GiteaDownload {
    /**
     * The call for an artifact of this source.
     *
     * @throws SourceException {@code invalid_answer} if the artifact is not one that this source named
     */
    public SourceRequest request(SourceSettings settings, Artifact artifact) throws SourceException {
        if (!artifact.location().startsWith(settings.url() + "/")) {
            throw new SourceException(Reason.INVALID_ANSWER, "the file is not one of this source");
        }
        return new SourceRequest(URI.create(artifact.location()), "*/*", SourceRequest.MAX_JSON_BYTES, null);
    }

    /** Whether an answer is a page for people, which is where a server sends whom it does not let in. */
    public boolean isPage(String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /**
     * Says that we were sent to a page for people.
     *
     * @throws SourceException always: {@code unauthorized}
     */
    public void refusePage() throws SourceException {
        throw new SourceException(Reason.UNAUTHORIZED, "the source asks for a log-in");
    }

    /**
     * Says why there is no file.
     *
     * @throws SourceException always: {@code unauthorized} for 401, else {@code invalid_answer}
     */
    public void refuse(SourceReply reply) throws SourceException {
        throw switch (reply.status()) {
            case 401 -> new SourceException(Reason.UNAUTHORIZED, "the source does not accept our credentials");
            // The server does not tell what does not exist from what we may not see.
            case 404, 410 -> new SourceException(Reason.INVALID_ANSWER, "the file is gone, or hidden from us");
            case 416 -> new SourceException(Reason.INVALID_ANSWER, "the file does not have the range asked for");
            default -> new SourceException(Reason.INVALID_ANSWER, "a file is answered with status " + reply.status());
        };
    }
}
