package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The orders of a list. What has no date comes last, whichever way dates run. */
public enum Sort {
    NAME("name", Comparator.comparing(MergedExtension::id)),
    NAME_REVERSED("-name", Comparator.comparing(MergedExtension::id, Comparator.<ExtensionId>reverseOrder())),
    PUBLISHED_AT(
            "published_at",
            Comparator.comparing(MergedExtension::publishedAt, Comparator.nullsLast(Comparator.naturalOrder()))),
    PUBLISHED_AT_REVERSED(
            "-published_at",
            Comparator.comparing(MergedExtension::publishedAt, Comparator.nullsLast(Comparator.reverseOrder())));

    private final String wireName;
    private final Comparator<MergedExtension> order;

    Sort(String wireName, Comparator<MergedExtension> order) {
        this.wireName = wireName;
        this.order = order.thenComparing(MergedExtension::id);
    }

    /** The spelling of {@code ?sort=}. */
    public String wireName() {
        return wireName;
    }

    /** The order itself; it is total, by name and type where the rest is equal. */
    public Comparator<MergedExtension> order() {
        return order;
    }

    /** Finds an order by its exact {@link #wireName()}. */
    public static Optional<Sort> of(String wireName) {
        return Arrays.stream(values())
                .filter(sort -> sort.wireName.equals(wireName))
                .findFirst();
    }
}
