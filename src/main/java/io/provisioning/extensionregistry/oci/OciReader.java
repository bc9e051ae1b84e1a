package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;

/** Reads what a registry sends for a tag, step by step: the manifest, the one that an index stands for, the config. */
public final class OciReader {
    OciReader() {}

    /**
     * Reads the reply for a tag.
     *
     * @throws SourceException {@code invalid_answer} if the reply cannot be used or is not what its own digest says
     */
    public static OciDocument document(OciRepository repository, SourceReply reply) throws SourceException {
        if (reply.status() == 404) {
            return OciDocument.unusable(repository.path(), OciSkip.NOT_FOUND);
        }
        if (!reply.isSuccess()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the registry answered " + reply.status() + " for a manifest");
        }
        String promised = promised(reply);
        if (promised != null && !OciContent.matches(promised, reply.body())) {
            throw new SourceException(Reason.INVALID_ANSWER, "the registry sent another manifest than its digest says");
        }
        String digest = promised == null ? OciContent.sha256(reply.body()) : promised;
        String type = reply.header("Content-Type").orElse("");
        return OciDocument.tagged(repository.path(), digest, OciManifest.read(reply.body()), type);
    }

    /** What a document was read from, under its digest. */
    public static OciContent taggedContent(String source, OciDocument document) {
        return new OciContent(source, document.repository(), document.digest(), true);
    }

    /** The digest that a tag names, as the reply to the question for its head says; null if it does not say. */
    public static String digest(SourceReply reply) {
        return reply.isSuccess() ? promised(reply) : null;
    }

    /**
     * What is known of a digest if the registry denies us the head alone: nothing, which is no failure.
     *
     * @throws Exception what was thrown, if it is anything else
     */
    public static String noDigest(Exception thrown) throws Exception {
        OciFailures.only(Reason.UNAUTHORIZED, thrown);
        return null;
    }

    private static String promised(SourceReply reply) {
        return reply.header("Docker-Content-Digest")
                .map(String::strip)
                .filter(OciContent::isDigest)
                .orElse(null);
    }

    /** The manifest that an index stands for. */
    public static OciContent manifestOf(String source, OciDocument document) throws SourceException {
        return document.manifestContent(source);
    }

    /** The document with the manifest that its index stands for. */
    public static OciDocument withManifest(OciDocument document, byte[] json) throws SourceException {
        return document.withManifest(json);
    }

    /** The config of a document. */
    public static OciContent configOf(String source, OciDocument document) throws SourceException {
        return document.configContent(source);
    }

    /** The document with what its config says. */
    public static OciDocument withConfig(OciDocument document, byte[] json) {
        return document.withConfig(json);
    }

    /**
     * The bytes of content, if they are what its digest says.
     *
     * @throws SourceException {@code invalid_answer} if they are not, or if there are none
     */
    public static byte[] verified(OciContent content, SourceReply reply) throws SourceException {
        if (!reply.isSuccess()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the registry answered " + reply.status() + " for content");
        }
        if (!OciContent.matches(content.digest(), reply.body())) {
            throw new SourceException(Reason.INVALID_ANSWER, "the registry sent other content than its digest says");
        }
        return reply.body();
    }

    /**
     * The document whose config cannot be used: it says nothing then.
     *
     * @throws Exception what was thrown, if it is the registry's failure and not the config's
     */
    public static OciDocument withoutConfig(OciDocument document, Exception thrown) throws Exception {
        OciFailures.only(Reason.INVALID_ANSWER, thrown);
        return document;
    }
}
