package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the parameters of one request. Whatever is wrong is named in a message with the value and what is allowed. */
final class Parameters {
    private static final int SHOWN_CHARACTERS = 60;

    private final ApiRequest request;

    /** @throws RegistryException {@code invalid_parameter} if any query parameter, known or not, is given twice */
    Parameters(ApiRequest request) {
        this.request = request;
        request.queryParameters().forEach((name, values) -> {
            if (values.size() > 1) {
                throw new RegistryException(
                        ErrorKind.INVALID_PARAMETER,
                        "Parameter " + printable(name) + " is given " + values.size() + " times; allowed is once");
            }
        });
    }

    /** The value of a query parameter as it was given; empty if it was not. */
    Optional<String> text(String name) {
        return Optional.ofNullable(request.queryParameters().get(name))
                .flatMap(values -> values.stream().findFirst());
    }

    /** A whole number from {@code min} to {@code max}. */
    int number(String name, int min, int max, int otherwise) {
        String text = text(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        throw invalid(name, text, "a whole number from " + min + " to " + max);
    }

    /** Exactly {@code true} or {@code false}. */
    boolean flag(String name, boolean otherwise) {
        String text = text(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw invalid(name, text, "true or false");
        }
        return text.equals("true");
    }

    /** The type to filter by; null for any. */
    ExtensionType type() {
        return text("type").map(Parameters::type).orElse(null);
    }

    /** The sources to ask. */
    SourceChoice source(KnownSources known) {
        return text("source")
                .map(asked -> known.choose(asked).orElseThrow(() -> invalid("source", asked, oneOf(known.words()))))
                .orElse(SourceChoice.ALL);
    }

    /** The part of the list that is wanted. */
    Page page() {
        return new Page(
                number("limit", 1, Page.MAX_LIMIT, Page.DEFAULT_LIMIT), number("offset", 0, Integer.MAX_VALUE, 0));
    }

    /** The extension that the path names. */
    ExtensionId extension() {
        ExtensionType type = type(request.pathParameter("type"));
        String name = request.pathParameter("name");
        if (!ExtensionId.isName(name)) {
            throw invalid("name", name, "what matches " + ExtensionId.NAME_GRAMMAR);
        }
        return new ExtensionId(type, name);
    }

    /** A path parameter as it was given. */
    String inPath(String name) {
        return request.pathParameter(name);
    }

    private static ExtensionType type(String asked) {
        return ExtensionType.of(asked).orElseThrow(() -> invalid("type", asked, "provider, taskserv or cluster"));
    }

    static RegistryException invalid(String name, String value, String allowed) {
        return new RegistryException(
                ErrorKind.INVALID_PARAMETER,
                "Parameter " + name + " is \"" + printable(value) + "\"; allowed is " + allowed);
    }

    static RegistryException missing(String name, String allowed) {
        return new RegistryException(
                ErrorKind.INVALID_PARAMETER, "Parameter " + name + " is missing; allowed is " + allowed);
    }

    /** A text as it may stand in a message or a log: on one line, without control characters, not long. */
    static String printable(String text) {
        String shown = text.codePoints()
                .limit(SHOWN_CHARACTERS)
                .map(c -> isPrintable(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > SHOWN_CHARACTERS ? shown + "…" : shown;
    }

    /**
     * Whether a text is one that somebody may look for: no control characters, and not too long. What cannot be shown may
     * well be typed, such as the joiners of Persian words.
     *
     * @param maxLength in characters, of which each counts once, whatever its encoding
     */
    static boolean isText(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** Whether a text holds nothing that cannot be shown: no control, format or unpaired surrogate character. */
    static boolean isPrintable(String text) {
        return text.codePoints().allMatch(Parameters::isPrintable);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String oneOf(Collection<String> words) {
        return words.isEmpty()
                ? "nothing, as no source is configured"
                : words.stream().collect(Collectors.joining(", "));
    }
}
