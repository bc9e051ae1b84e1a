package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.upstream.AbsenceException;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;

/** What the routes ask with that every drop-in is given. */
public final class DropInCalls {
    /**
     * A walk over what is at an address.
     *
     * @throws SourceException {@code invalid_answer} if it is none
     */
    public DropInPages pages(Object address) throws SourceException {
        return DropInPages.at(address);
    }

    /**
     * Takes an answer in.
     *
     * @throws AbsenceException if there is nothing
     * @throws SourceException {@code invalid_answer} if it cannot be used
     */
    public void add(DropInPages pages, SourceReply reply) throws SourceException, AbsenceException {
        pages.add(reply);
    }
}
