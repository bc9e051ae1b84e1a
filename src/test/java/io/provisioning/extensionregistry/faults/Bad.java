package io.provisioning.extensionregistry.faults;

import java.util.List;

/** Who fails. The other one is well. */
enum Bad {
    GITEA("gitea", List.of(Side.GITEA)),
    OCI("oci", List.of(Side.OCI)),
    BOTH("both", List.of(Side.GITEA, Side.OCI));

    private final String words;
    private final List<Side> sides;

    Bad(String words, List<Side> sides) {
        this.words = words;
        this.sides = sides;
    }

    /** For people. */
    String words() {
        return words;
    }

    boolean includes(Side side) {
        return sides.contains(side);
    }

    List<Side> sides() {
        return sides;
    }
}
