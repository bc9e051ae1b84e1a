package io.provisioning.extensionregistry.model;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The identity of an extension across all sources. Ordered by name, then by type.
 *
 * @param type never null
 * @param name matches {@code [a-z0-9][a-z0-9._-]{0,99}}
 */
public record ExtensionId(ExtensionType type, String name) implements Comparable<ExtensionId> {
    /** The grammar of names, as users are told it in error messages. */
    public static final String NAME_GRAMMAR = "[a-z0-9][a-z0-9._-]{0,99}";

    private static final Pattern NAME = Pattern.compile(NAME_GRAMMAR);
    private static final Comparator<ExtensionId> ORDER =
            Comparator.comparing(ExtensionId::name).thenComparing(ExtensionId::type);

    public ExtensionId {
        Objects.requireNonNull(type, "type");
        if (!isName(name)) {
            throw new IllegalArgumentException("not an extension name: " + name);
        }
    }

    /** Whether a text is the name of an extension; false for null. */
    public static boolean isName(String text) {
        return text != null && NAME.matcher(text).matches();
    }

    @Override
    public int compareTo(ExtensionId other) {
        return ORDER.compare(this, other);
    }

    /** {@code provider/aws}: as in messages and cache keys. */
    @Override
    public String toString() {
        return type.wireName() + "/" + name;
    }
}
