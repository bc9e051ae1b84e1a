package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;

/** Passes on to a registry what clients ask for by the distribution specification. */
public final class OciRelay {
    private final OciDiscovery discovery;

    OciRelay(OciDiscovery discovery) {
        this.discovery = discovery;
    }

    /**
     * The name of the repository that is asked.
     *
     * @param id the extension that it holds; not used if there is a path
     * @param path the name itself; null for an extension
     * @throws SourceException {@code invalid_answer} if the extension can be nowhere, though somebody saw it
     */
    public String repository(SourceSettings settings, ExtensionId id, String path) throws SourceException {
        if (path != null) {
            return path;
        }
        OciRepository located = discovery.locate(settings, id);
        if (located == null) {
            throw new SourceException(Reason.INVALID_ANSWER, "the extension has no repository any more");
        }
        return located.path();
    }

    /** A manifest or an index. */
    public SourceRequest manifest(SourceSettings settings, String repository, String reference) {
        return OciRequests.reference(settings, repository, reference);
    }

    /** The bytes of a blob. */
    public SourceRequest blob(SourceSettings settings, String repository, String digest) {
        return OciRequests.download(settings, repository + "@" + digest);
    }

    /** The tags of a repository, nothing read yet. */
    public Paging tags(SourceSettings settings, String repository) {
        return Paging.from(OciRequests.tags(settings, repository));
    }

    /** A page of them. */
    public SourceRequest tagsPage(Paging pages, String repository) {
        return OciRequests.tagNamesPage(pages.next(), repository);
    }

    /** What refers to a manifest, nothing read yet. */
    public OciReferrers referrers(SourceSettings settings, String repository, String digest) {
        return OciReferrers.from(OciRequests.referrers(settings, repository, digest));
    }

    /** A page of it. */
    public SourceRequest referrersPage(OciReferrers referrers, String repository) {
        return OciRequests.referrersPage(referrers.next(), repository);
    }

    /**
     * The state after a page.
     *
     * @throws SourceException {@code invalid_answer} if the page cannot be used
     */
    public OciReferrers referrersRead(OciReferrers referrers, SourceReply reply) throws SourceException {
        return referrers.after(reply);
    }

    /**
     * The tag under which clients keep the list in registries that do not.
     *
     * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema">Referrers
     *     Tag Schema</a>
     */
    public SourceRequest referrersTag(SourceSettings settings, String repository, String digest) {
        return OciRequests.reference(settings, repository, digest.replace(':', '-'));
    }

    /**
     * The state after what that tag names; nothing refers to the manifest if there is no such tag.
     *
     * @throws SourceException {@code invalid_answer} if it is no index
     */
    public OciReferrers referrersTagged(OciReferrers referrers, SourceReply reply) throws SourceException {
        return referrers.tagged(reply);
    }

    /**
     * Lets pass that there is no such blob.
     *
     * @throws SourceException as {@link OciDownload#refuse} for everything else
     */
    public SourceReply noBlob(SourceReply reply) throws SourceException {
        if (reply.status() != 404) {
            OciDownload.refuse(reply);
        }
        return reply;
    }
}
