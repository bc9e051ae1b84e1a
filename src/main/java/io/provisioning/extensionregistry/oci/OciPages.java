package io.provisioning.extensionregistry.oci;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.LinkHeader;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.net.URI;
import java.util.Optional;

/** Reads the registry's paged lists: all repositories, and the tags of one. */
public final class OciPages {
    OciPages() {}

    /** All repositories, nothing read yet. */
    public static Paging catalog(SourceSettings settings) {
        return Paging.from(OciRequests.catalog(settings));
    }

    /** The tags of a repository, nothing read yet. */
    public static Paging tags(SourceSettings settings, OciRepository repository) {
        return Paging.from(OciRequests.tags(settings, repository));
    }

    /**
     * The state after a page of repositories. A registry without the list answers 404 or 405; that is a refusal, not an
     * empty list.
     *
     * @throws SourceException {@code invalid_answer} if the page cannot be used
     */
    public static Paging catalogPage(Paging pages, SourceReply reply) throws SourceException {
        if (!reply.isSuccess() && pages.next().equals(pages.first())) {
            return pages.refuse(
                    Failure.of(Reason.INVALID_ANSWER, "the registry offers no catalogue (" + reply.status() + ")"));
        }
        demandSuccess(reply);
        OciCatalog page = Json.read(reply.body(), new TypeReference<OciCatalog>() {});
        return pages.with(page.repositories(), next(pages, reply));
    }

    /**
     * The state after a page of tags. 404 for the first page means that there is no such repository; for a later one,
     * that the tag from which to go on was deleted meanwhile, as zot has it: then the list is read from the start, once.
     *
     * @throws SourceException {@code invalid_answer} if the page cannot be used
     */
    public static Paging tagsPage(Paging pages, SourceReply reply) throws SourceException {
        if (reply.status() == 404) {
            if (pages.next().equals(pages.first())) {
                return pages.missing();
            }
            if (!pages.restarted()) {
                return pages.restart();
            }
        }
        demandSuccess(reply);
        OciTags page = Json.read(reply.body(), new TypeReference<OciTags>() {});
        return pages.with(page.tags(), next(pages, reply));
    }

    /** Links may carry the registry's public address; only path and query of it count. */
    private static Optional<URI> next(Paging pages, SourceReply reply) {
        URI asked = pages.next();
        return LinkHeader.next(reply, asked).map(link -> onSameHost(asked, link));
    }

    /** Path and query of a link, at the address that was asked. */
    static URI onSameHost(URI asked, URI link) {
        String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
        return URI.create(asked.getScheme() + "://" + asked.getRawAuthority() + link.getRawPath() + query);
    }

    private static void demandSuccess(SourceReply reply) throws SourceException {
        if (!reply.isSuccess()) {
            throw new SourceException(Reason.INVALID_ANSWER, "the registry answered " + reply.status() + " for a list");
        }
    }
}
