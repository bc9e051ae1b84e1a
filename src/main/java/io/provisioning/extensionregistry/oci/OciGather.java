package io.provisioning.extensionregistry.oci;

import java.util.ArrayList;
import java.util.List;

/** Gathers what the parts of a split came to. */
public final class OciGather {
    OciGather() {}

    /**
     * Adds one.
     *
     * @param gathered what came before; null for the first
     * @param part never null
     */
    public static List<Object> collect(List<Object> gathered, Object part) {
        List<Object> all = gathered == null ? new ArrayList<>() : gathered;
        all.add(part);
        return all;
    }
}
