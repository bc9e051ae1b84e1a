package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who is asked in a fan-out: the sources in their order of preference, and which of them a request wants. */
public final class Legs {
    /**
     * One source.
     *
     * @param dropIn whether it is a YAML file of its own rather than an instance of a kind
     * @param operations what it has routes for
     */
    public record Leg(String source, String kind, boolean dropIn, Set<String> operations) {
        public Leg {
            operations = Set.copyOf(operations);
        }

        /** One that offers all there is. */
        public Leg(String source, String kind, boolean dropIn) {
            this(source, kind, dropIn, PORT);
        }
    }

    private static final Set<String> PORT = Set.of("list", "find", "versions", "download", "ping");

    private final AtomicLong changes = new AtomicLong();
    private volatile List<Leg> legs = List.of();

    /** Replaces the sources; in their order of preference. */
    public void set(List<Leg> sources) {
        legs = List.copyOf(sources);
        changes.incrementAndGet();
    }

    /** Grows whenever sources come or go. */
    public long changes() {
        return changes.get();
    }

    /** All sources, in their order of preference. */
    public List<Leg> all() {
        return legs;
    }

    /** The sources as requests may name them. */
    public KnownSources known() {
        return new KnownSources(legs.stream()
                .map(leg -> new KnownSources.Source(leg.source(), leg.kind()))
                .toList());
    }

    /** The ids of the sources, in their order of preference. */
    public List<String> ids() {
        return legs.stream().map(Leg::source).toList();
    }

    /** The ids of the sources that offer an operation, in their order of preference. */
    public List<String> offering(String operation) {
        return legs.stream()
                .filter(leg -> leg.operations().contains(operation))
                .map(Leg::source)
                .toList();
    }

    /** What a source is asked for an operation: this, else its catalogue; null if it offers neither. */
    public String route(String source, String operation) {
        Set<String> offered = legs.stream()
                .filter(leg -> leg.source().equals(source))
                .findFirst()
                .map(Leg::operations)
                .orElse(Set.of());
        return offered.contains(operation) ? operation : offered.contains("list") ? "list" : null;
    }

    /** Whether there is a source of that id. */
    public boolean isSource(String id) {
        return legs.stream().anyMatch(leg -> leg.source().equals(id));
    }

    /**
     * The endpoints of one kind's sources.
     *
     * @param query says whom it asks; null asks all
     * @return separated by commas; empty if nobody is asked
     */
    public String ofKind(String kind, CatalogQuery query) {
        return endpoints(legs.stream()
                .filter(leg -> !leg.dropIn() && leg.kind().equals(kind) && asks(query, leg))
                .toList());
    }

    /** The endpoints of the drop-in sources, as {@link #ofKind}. */
    public String ofDropIns(CatalogQuery query) {
        return endpoints(
                legs.stream().filter(leg -> leg.dropIn() && asks(query, leg)).toList());
    }

    /**
     * One answer for each source in the order of preference: those that were left out are skipped, those that were
     * asked and brought nothing in time have failed.
     */
    public Gathered complete(List<SourceAnswer> answers, CatalogQuery query) {
        Map<String, SourceAnswer> bySource = answers.stream()
                .collect(Collectors.toMap(SourceAnswer::source, Function.identity(), (first, second) -> first));
        return new Gathered(legs.stream()
                .map(leg -> bySource.getOrDefault(leg.source(), without(leg, query)))
                .toList());
    }

    private static SourceAnswer without(Leg leg, CatalogQuery query) {
        if (!asks(query, leg)) {
            return SourceAnswer.skipped(leg.source(), leg.kind());
        }
        Failure late = Failure.of(Reason.TIMEOUT, "no answer in time");
        return SourceAnswer.failed(leg.kind(), BackendAnswer.failed(leg.source(), late), SourceAnswer.CacheUse.MISS);
    }

    private static boolean asks(CatalogQuery query, Leg leg) {
        return query == null || query.asks(leg.source(), leg.kind());
    }

    private static String endpoints(List<Leg> asked) {
        return asked.stream().map(leg -> "direct:" + leg.source() + ".answer").collect(Collectors.joining(","));
    }
}
