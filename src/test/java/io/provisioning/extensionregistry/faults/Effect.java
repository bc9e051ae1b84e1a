package io.provisioning.extensionregistry.faults;

/**
 * What comes of asking one source for one thing.
 *
 * @param reason why nothing came; null if something did
 * @param empty whether it answered without any of its extensions
 */
record Effect(String reason, boolean empty) {
    private static final Effect WELL = new Effect(null, false);

    /** What comes of asking a side that fails for what a request needs to know. */
    static Effect of(Fault fault, Side side, Question question) {
        return switch (fault) {
            // A list that does not end is cut where it begins to repeat itself, and all that it holds is there.
            case PAGE_LOOP -> WELL;
            // The API of a Gitea has no digests; a manifest that is not what it should be is passed over in a list.
            case WRONG_DIGEST ->
                side == Side.GITEA
                        ? WELL
                        : question.asksForCatalogues() ? new Effect(null, true) : new Effect(fault.reason(), false);
            default -> new Effect(fault.reason(), false);
        };
    }

    /** What comes of asking for a file: null if its bytes do, else why not. */
    static String ofFile(Fault fault) {
        return fault.reason();
    }

    boolean fails() {
        return reason != null;
    }
}
