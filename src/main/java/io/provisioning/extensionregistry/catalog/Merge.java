package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes one catalogue of what the sources have. The order of preference alone decides between sources; in what order
 * a source names its extensions and versions changes nothing, nor does it to merge the same twice.
 */
public final class Merge {
    /** Best first: stable, then other semantic versions, then the rest; each the highest or newest first. */
    private static final Comparator<ExtensionVersion> BEST = Comparator.comparing(Merge::rank)
            .thenComparing(ExtensionVersion::version, (left, right) -> right.comparePrecedence(left))
            .thenComparing(Merge::dateIfNotSemantic, Comparator.nullsLast(Comparator.reverseOrder()));

    /** Decides if one source names an extension twice, for example under two spellings of a repository. */
    private static final Comparator<SourceExtension> BEST_OF_ONE_SOURCE = Comparator.comparing(
                    SourceExtension::latest, BEST)
            .thenComparing(extension -> extension.versions().size(), Comparator.reverseOrder())
            .thenComparing(extension -> String.valueOf(extension.repository()))
            .thenComparing(SourceExtension::toString);

    private final Function<String, Optional<Checksum>> ledger;

    /** @param ledger the digests that were computed as bytes passed, by {@code contentId} */
    public Merge(Function<String, Optional<Checksum>> ledger) {
        this.ledger = ledger;
    }

    /** All extensions of all sources that answered; in no order. */
    public List<MergedExtension> extensions(Gathered gathered) {
        Map<ExtensionId, List<SourceExtension>> byId = new HashMap<>();
        for (SourceAnswer answer : gathered.answers()) {
            if (answer.answer().outcome() == BackendAnswer.Outcome.ANSWERED) {
                for (SourceExtension extension : answer.answer().extensions()) {
                    add(byId.computeIfAbsent(extension.id(), id -> new ArrayList<>(2)), extension);
                }
            }
        }
        List<MergedExtension> merged = new ArrayList<>(byId.size());
        byId.values().forEach(contributions -> merged.add(merge(contributions)));
        return merged;
    }

    /** One extension; empty if no source that answered has it. */
    public Optional<MergedExtension> extension(Gathered gathered, ExtensionId id) {
        List<SourceExtension> contributions = new ArrayList<>(2);
        for (SourceAnswer answer : gathered.answers()) {
            if (answer.answer().outcome() == BackendAnswer.Outcome.ANSWERED) {
                answer.answer().extensions().stream()
                        .filter(extension -> extension.id().equals(id))
                        .forEach(extension -> add(contributions, extension));
            }
        }
        return contributions.isEmpty() ? Optional.empty() : Optional.of(merge(contributions));
    }

    /** All versions of an extension, newest first. */
    public List<MergedVersion> versions(MergedExtension extension) {
        Map<Version, List<Offer>> byVersion = new LinkedHashMap<>();
        for (SourceExtension contribution : extension.contributions()) {
            for (ExtensionVersion version : contribution.versions()) {
                List<Offer> offers = byVersion.computeIfAbsent(version.version(), v -> new ArrayList<>(2));
                // Two tags of one source may mean the same version (v1.2.0 and 1.2.0): the first stands for both.
                if (offers.stream().noneMatch(offer -> offer.source().equals(contribution.source()))) {
                    offers.add(new Offer(contribution.source(), withChecksum(version)));
                }
            }
        }
        return byVersion.values().stream().map(MergedVersion::new).sorted().toList();
    }

    private MergedExtension merge(List<SourceExtension> contributions) {
        SourceExtension shown = contributions.get(0);
        for (SourceExtension other : contributions) {
            if (BEST.compare(other.latest(), shown.latest()) < 0) {
                shown = other;
            }
        }
        return new MergedExtension(shown, withChecksum(shown.latest()), contributions);
    }

    private static void add(List<SourceExtension> contributions, SourceExtension extension) {
        for (int i = 0; i < contributions.size(); i++) {
            if (contributions.get(i).source().equals(extension.source())) {
                if (BEST_OF_ONE_SOURCE.compare(extension, contributions.get(i)) < 0) {
                    contributions.set(i, extension);
                }
                return;
            }
        }
        contributions.add(extension);
    }

    private ExtensionVersion withChecksum(ExtensionVersion version) {
        return version.download()
                .filter(artifact -> artifact.checksum() == null && artifact.contentId() != null)
                .flatMap(artifact -> ledger.apply(artifact.contentId()).map(artifact::withChecksum))
                .map(version::withArtifact)
                .orElse(version);
    }

    private static int rank(ExtensionVersion version) {
        return version.isStable() ? 0 : version.version().semantic().isPresent() ? 1 : 2;
    }

    private static Instant dateIfNotSemantic(ExtensionVersion version) {
        return version.version().semantic().isPresent() ? null : version.publishedAt();
    }
}
