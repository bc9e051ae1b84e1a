package io.provisioning.extensionregistry.catalog;

/**
 * A part of a list.
 *
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 * @param offset how many are passed over, 0 or more
 */
public record Page(int limit, int offset) {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    public Page {
        if (limit < 1 || limit > MAX_LIMIT || offset < 0) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }
}
