package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.upstream.AbsenceException;
import io.provisioning.extensionregistry.upstream.LinkHeader;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The JSON at an address of a drop-in's server, which may be cut into pages that {@code Link} headers join, as our own
 * lists are. For one thread.
 */
public final class DropInPages {
    /** More is no list of extensions that anyone has. */
    static final int MAX_PAGES = 1000;

    /** All pages together. */
    static final int MAX_BYTES = 64 << 20;

    private final Set<URI> asked = new HashSet<>();
    private URI next;
    private Object json;
    private long bytes;
    private boolean cut;

    private DropInPages(URI first) {
        this.next = first;
    }

    /**
     * A walk that has not begun.
     *
     * @param address as text
     * @throws SourceException {@code invalid_answer} if it is no http or https address
     */
    static DropInPages at(Object address) throws SourceException {
        try {
            URI first = new URI(String.valueOf(address).strip());
            if (first.getHost() != null
                    && ("https".equalsIgnoreCase(first.getScheme()) || "http".equalsIgnoreCase(first.getScheme()))) {
                return new DropInPages(first);
            }
        } catch (URISyntaxException e) {
            // Said below: the text itself is not repeated.
        }
        throw DropInAnswer.invalid("the address that its route asks is no http or https URL");
    }

    /** Whether a page is still to be asked for. */
    public boolean isPending() {
        return next != null;
    }

    /** Whether the walk was ended by us, because it led in a circle or did not end. */
    public boolean isCut() {
        return cut;
    }

    /** The call for the next page. */
    public SourceRequest request() {
        return SourceRequest.json(next);
    }

    /** What was read: maps, lists, texts and numbers; null if the answer was empty. */
    public Object json() {
        return json;
    }

    /**
     * Takes the answer for the next page in.
     *
     * @throws AbsenceException if there is nothing at the address
     * @throws SourceException {@code invalid_answer} if it cannot be used
     */
    void add(SourceReply reply) throws SourceException, AbsenceException {
        boolean first = asked.isEmpty();
        if (first && (reply.status() == 404 || reply.status() == 410)) {
            throw new AbsenceException();
        }
        if (!reply.isSuccess()) {
            throw DropInAnswer.invalid("the source answers with status " + reply.status());
        }
        bytes += reply.body().length;
        if (bytes > MAX_BYTES) {
            throw DropInAnswer.invalid("the pages are too long");
        }
        Object page = DropInJson.read(reply.body());
        json = first ? page : joined(json, page);
        asked.add(next);
        next = page instanceof Collection<?> ? following(reply) : null;
    }

    private static Object joined(Object before, Object page) throws SourceException {
        if (!(before instanceof Collection<?> some) || !(page instanceof Collection<?> more)) {
            throw DropInAnswer.invalid("a page is no list");
        }
        List<Object> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Null at the end. Credentials are for one server, so no page leads to another. */
    private URI following(SourceReply reply) throws SourceException {
        URI following = LinkHeader.next(reply, next).orElse(null);
        if (following == null) {
            return null;
        }
        if (!Objects.equals(next.getScheme(), following.getScheme())
                || !Objects.equals(next.getAuthority(), following.getAuthority())) {
            throw DropInAnswer.invalid("a page leads to another server");
        }
        cut = asked.contains(following) || asked.size() >= MAX_PAGES;
        return cut ? null : following;
    }
}
