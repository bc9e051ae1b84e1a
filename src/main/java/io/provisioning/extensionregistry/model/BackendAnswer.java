package io.provisioning.extensionregistry.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a source's route answers. It always answers: a failure is an answer too.
 *
 * @param source the id of the source
 * @param outcome never null
 * @param extensions in the order of their identities: all of them for {@code list}; one for {@code find} and {@code versions}; else empty
 * @param skipped what was passed over, counted by reason (a closed set of lower-case words per kind)
 * @param failure only if the outcome is {@link Outcome#FAILED}, else null
 */
public record BackendAnswer(
        String source,
        Outcome outcome,
        List<SourceExtension> extensions,
        Map<String, Integer> skipped,
        Failure failure) {

    /** How a source answered. */
    public enum Outcome {
        /** It answered what was asked. */
        ANSWERED,
        /** It answered that it does not have it. */
        ABSENT,
        /** It did not answer, or nothing that can be used. */
        FAILED,
        /** It was not asked: it does not offer the operation, or the request left it out. */
        SKIPPED
    }

    public BackendAnswer {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(outcome, "outcome");
        extensions = extensions.stream()
                .sorted(Comparator.comparing(SourceExtension::id))
                .toList();
        skipped = Map.copyOf(skipped);
        if ((outcome == Outcome.FAILED) != (failure != null)) {
            throw new IllegalArgumentException(outcome + " with failure " + failure);
        }
    }

    /** A source's whole catalogue; it may be empty. */
    public static BackendAnswer catalog(String source, List<SourceExtension> extensions, Map<String, Integer> skipped) {
        return new BackendAnswer(source, Outcome.ANSWERED, extensions, skipped, null);
    }

    /** The extension of that identity, if the answer holds it; found in logarithmic time. */
    public Optional<SourceExtension> extension(ExtensionId id) {
        int at = Collections.binarySearch(
                extensions, null, (extension, ignored) -> extension.id().compareTo(id));
        return at < 0 ? Optional.empty() : Optional.of(extensions.get(at));
    }

    /** The same catalogue with this extension in the place of the one of its identity, or added. */
    public BackendAnswer with(SourceExtension extension) {
        return withOthersThan(extension.id(), List.of(extension));
    }

    /** The same catalogue without the extension of that identity. */
    public BackendAnswer without(ExtensionId id) {
        return withOthersThan(id, List.of());
    }

    private BackendAnswer withOthersThan(ExtensionId id, List<SourceExtension> instead) {
        List<SourceExtension> all = Stream.concat(
                        extensions.stream().filter(each -> !each.id().equals(id)), instead.stream())
                .toList();
        return new BackendAnswer(source, outcome, all, skipped, failure);
    }

    /** The one extension that was asked for. */
    public static BackendAnswer found(SourceExtension extension) {
        return new BackendAnswer(extension.source(), Outcome.ANSWERED, List.of(extension), Map.of(), null);
    }

    /** The source does not have what was asked for. */
    public static BackendAnswer absent(String source) {
        return new BackendAnswer(source, Outcome.ABSENT, List.of(), Map.of(), null);
    }

    /** The source gave no usable answer. */
    public static BackendAnswer failed(String source, Failure failure) {
        return new BackendAnswer(source, Outcome.FAILED, List.of(), Map.of(), failure);
    }

    /** The source was not asked. */
    public static BackendAnswer skipped(String source) {
        return new BackendAnswer(source, Outcome.SKIPPED, List.of(), Map.of(), null);
    }

    /** Short: each {@code == null} of a route writes both its sides out, and a catalogue may be megabytes. */
    @Override
    public String toString() {
        return outcome + " of " + source + ", " + extensions.size() + " extensions"
                + (failure == null ? "" : ", " + failure);
    }
}
