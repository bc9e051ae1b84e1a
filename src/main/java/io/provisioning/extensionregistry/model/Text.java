package io.provisioning.extensionregistry.model;

/** What sources write is for people and programs that we do not know; some characters do harm there. */
public final class Text {
    /** Stands for a character that cannot be shown. */
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /**
     * The text in well-formed Unicode: half of a surrogate pair, which JSON can write but UTF-8 cannot, is replaced.
     *
     * @return the same text if nothing is wrong with it
     */
    public static String wellFormed(String text) {
        return without(text, false);
    }

    /**
     * As {@link #wellFormed}; control characters other than tabs and line ends, which may steer a terminal, are replaced
     * too.
     */
    public static String printable(String text) {
        return without(text, true);
    }

    private static String without(String text, boolean controls) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean pair = Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(each) || controls && steers(each)) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean steers(char each) {
        return Character.isISOControl(each) && each != '\t' && each != '\n' && each != '\r';
    }
}
