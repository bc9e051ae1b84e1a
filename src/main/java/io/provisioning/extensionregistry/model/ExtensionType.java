package io.provisioning.extensionregistry.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an extension extends. The three types are fixed by the API. */
public enum ExtensionType {
    PROVIDER,
    TASKSERV,
    CLUSTER;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The spelling in paths, JSON and metrics: {@code provider}, {@code taskserv} or {@code cluster}. */
    public String wireName() {
        return wireName;
    }

    /** Finds a type by its exact {@link #wireName()}; empty for anything else, {@code null} included. */
    public static Optional<ExtensionType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
