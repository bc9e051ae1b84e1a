package io.provisioning.extensionregistry.catalog;

import java.util.Map;

/** A question whose answer is a part of a list. */
public interface PagedQuery extends CatalogQuery {
    /** The part that is wanted. */
    Page page();

    /** The query parameters other than {@code limit} and {@code offset} that lead to the same list, in order. */
    Map<String, String> parameters();
}
