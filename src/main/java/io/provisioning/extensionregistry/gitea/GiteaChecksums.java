package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads checksums out of sidecars. What one says is kept by its upload, which never changes. */
public final class GiteaChecksums {
    /** What is kept for a sidecar that does not say. */
    private static final String NONE = "";

    /** What a sidecar's word is kept by. */
    public String key(SourceSettings settings, Sidecar sidecar) {
        return settings.id() + ":" + sidecar.uuid() + ":" + sidecar.fileName();
    }

    /** The call for a sidecar. */
    public SourceRequest request(Sidecar sidecar) {
        return new SourceRequest(sidecar.location(), "*/*", ChecksumFiles.MAX_BYTES, null);
    }

    /**
     * What a sidecar says: a checksum, or an empty text if it says nothing of the file.
     *
     * @throws SourceException {@code invalid_answer} if this is not the sidecar, so that nothing is kept
     */
    public String read(Sidecar sidecar, SourceReply reply) throws SourceException {
        if (reply.status() != 200 || isHtml(reply)) {
            throw new SourceException(Reason.INVALID_ANSWER, "a file of checksums cannot be read");
        }
        return ChecksumText.find(reply.body(), sidecar.fileName(), sidecar.own())
                .map(Checksum::toString)
                .orElse(NONE);
    }

    /** What was found, kept or not. */
    public SidecarChecksum found(Sidecar sidecar, String text) {
        return new SidecarChecksum(sidecar.tag(), Checksum.parse(text).orElse(null));
    }

    /** Collects what the sidecars of one repository say: the list is made with the first and grows. */
    public List<SidecarChecksum> collect(List<SidecarChecksum> before, SidecarChecksum found) {
        List<SidecarChecksum> all = before == null ? new ArrayList<>() : before;
        all.add(found);
        return all;
    }

    private static boolean isHtml(SourceReply reply) {
        return reply.header("Content-Type")
                .filter(type -> type.toLowerCase(java.util.Locale.ROOT).startsWith("text/html"))
                .isPresent();
    }
}
