package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;

/** What is not a layer, though it was sent for one. */
public final class OciDownload {
    OciDownload() {}

    /**
     * Refuses an answer that is not the bytes.
     *
     * @throws SourceException always: {@code unauthorized} for 401, else {@code invalid_answer}
     */
    public static void refuse(SourceReply reply) throws SourceException {
        if (reply.status() == 401) {
            throw new SourceException(Reason.UNAUTHORIZED, "the registry refuses access");
        }
        throw new SourceException(
                Reason.INVALID_ANSWER, "the registry answered " + reply.status() + " for a file that it announced");
    }

    /** Whether the type of a stream shows that it is a page for people; registries send layers without saying what. */
    public static boolean isPage(String contentType) {
        return contentType != null && MediaTypes.bare(contentType).equals("text/html");
    }

    /**
     * Refuses a page for people, which is how some proxies ask for a log-in.
     *
     * @throws SourceException always: {@code unauthorized}
     */
    public static void refusePage() throws SourceException {
        throw new SourceException(Reason.UNAUTHORIZED, "the registry answered a page instead of a file");
    }
}
