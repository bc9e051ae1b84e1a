package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Understands a drop-in source that speaks our own public JSON: an array of extensions for {@code list}, one extension
 * for {@code find}, an array of versions for {@code versions}. A list may name an extension several times, once for
 * each version. Everything is checked; unknown fields are ignored. An entry whose type or name is none of ours, or
 * which has no version, is passed over and counted.
 */
public final class DropInAnswer {
    /** Why an entry of a list is passed over. */
    static final String NOT_AN_EXTENSION = "not_an_extension";

    /** Why an entry of a list is passed over. */
    static final String NO_VERSION = "no_version";

    private DropInAnswer() {}

    /**
     * Translates what a drop-in's route left as its body.
     *
     * @param operation {@code list}, {@code find}, {@code versions} or {@code ping}
     * @param id which extension was asked for; null for {@code list} and {@code ping}
     * @param body bytes, a stream, text, lists and maps, or a {@link BackendAnswer}, which is passed on; null or empty
     *     means that there is nothing
     * @throws SourceException {@code invalid_answer} if it is something else
     */
    public static BackendAnswer toAnswer(String source, String operation, ExtensionId id, Object body)
            throws SourceException {
        if (body instanceof BackendAnswer answer) {
            return answer;
        }
        if (operation.equals("ping")) {
            return BackendAnswer.catalog(source, List.of(), Map.of());
        }
        Object json = DropInJson.read(body);
        return switch (operation) {
            case "list" -> list(source, json);
            case "find" -> find(source, id, json);
            case "versions" -> versions(source, id, json);
            default -> throw invalid("a drop-in cannot be asked for " + operation);
        };
    }

    private static BackendAnswer list(String source, Object json) throws SourceException {
        Map<ExtensionId, SourceExtension> extensions = new LinkedHashMap<>();
        Map<String, Integer> skipped = new LinkedHashMap<>();
        for (DropInEntry entry : DropInJson.entries(json)) {
            if (entry.extensionId().isEmpty() && json instanceof Map<?, ?>) {
                // An error that is answered with 200, for example: it must not empty the catalogue.
                throw invalid("the list is an object that is no extension");
            } else if (entry.extensionId().isEmpty()) {
                skipped.merge(NOT_AN_EXTENSION, 1, Integer::sum);
            } else if (!entry.hasVersion()) {
                skipped.merge(NO_VERSION, 1, Integer::sum);
            } else {
                SourceExtension extension =
                        entry.extension(source, entry.extensionId().get());
                extensions.merge(extension.id(), extension, DropInAnswer::together);
            }
        }
        return BackendAnswer.catalog(source, List.copyOf(extensions.values()), skipped);
    }

    private static BackendAnswer find(String source, ExtensionId id, Object json) throws SourceException {
        SourceExtension found = null;
        List<DropInEntry> entries = DropInJson.entries(json);
        for (DropInEntry entry : entries) {
            ExtensionId entryId = entry.extensionId().orElse(null);
            if (entryId == null && entries.size() == 1) {
                throw invalid("the extension has no type or name of ours");
            }
            if (id.equals(entryId)) {
                SourceExtension extension = entry.extension(source, id);
                found = found == null ? extension : together(found, extension);
            }
        }
        return found == null ? BackendAnswer.absent(source) : BackendAnswer.found(found);
    }

    private static BackendAnswer versions(String source, ExtensionId id, Object json) throws SourceException {
        List<DropInEntry> entries = DropInJson.entries(json);
        if (entries.isEmpty()) {
            return BackendAnswer.absent(source);
        }
        List<ExtensionVersion> versions = new ArrayList<>();
        for (DropInEntry entry : entries) {
            versions.add(entry.version());
        }
        return BackendAnswer.found(new SourceExtension(source, id, null, null, null, List.of(), versions));
    }

    /** One extension with the versions of both; the one with the higher latest version describes it. */
    private static SourceExtension together(SourceExtension one, SourceExtension other) {
        List<ExtensionVersion> versions = new ArrayList<>(one.versions());
        other.versions().stream()
                .filter(added -> versions.stream().noneMatch(v -> v.tag().equals(added.tag())))
                .forEach(versions::add);
        boolean otherIsNewer = other.latest().compareTo(one.latest()) < 0;
        return (otherIsNewer ? other : one).withVersions(versions);
    }

    static SourceException invalid(String message) {
        return new SourceException(Reason.INVALID_ANSWER, message);
    }
}
