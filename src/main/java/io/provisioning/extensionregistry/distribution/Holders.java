package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.CatalogQuery;
import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.catalog.MergedExtension;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.catalog.SourceAnswer.State;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out who has what a repository stands for. */
public final class Holders {
    private final Merge merge;
    private final Function<String, Optional<Checksum>> ledger;
    private final KeptManifests kept;

    /** @param ledger what was computed for content, by its identity */
    Holders(Merge merge, Function<String, Optional<Checksum>> ledger, KeptManifests kept) {
        this.kept = kept;
        this.merge = merge;
        this.ledger = ledger;
    }

    /** Whether a registry did not say if it has an extension, so that what is made here might stand in its place. */
    public boolean isUnsettled(Gathered gathered) {
        return gathered.answers().stream().anyMatch(Holders::isSilentRegistry);
    }

    /**
     * Lets the last catalogue of a registry speak for it. What that did not have, however old it is, does not stand in
     * the way of what others have; but it proves no absence.
     *
     * @param gathered the answers for one extension
     * @param catalogues of the same sources
     */
    public Gathered settle(Gathered gathered, Gathered catalogues, ExtensionId id) {
        return new Gathered(gathered.answers().stream()
                .map(answer -> isSilentRegistry(answer) ? lastHeard(answer, catalogues, id) : answer)
                .toList());
    }

    /** Begins to ask, whoever has the repository. */
    public Asking begin(V2Query query, Gathered gathered) {
        return new Asking(query, gathered == null ? new Gathered(List.of()) : gathered);
    }

    /** Asks on for the version that is the newest of all sources, by its own tag. */
    public void takeNewest(Asking asking) {
        Gathered possible = new Gathered(asking.known().answers().stream()
                .map(answer -> Holder.isOfRegistry(answer) ? answer : exposed(answer))
                .filter(Objects::nonNull)
                .toList());
        MergedExtension newest =
                merge.extension(possible, asking.query().extension()).orElse(null);
        if (newest == null) {
            asking.only(null, V2Query.LATEST);
            return;
        }
        Holder holder = possible.answers().stream()
                .filter(answer -> answer.source().equals(newest.shown().source()))
                .map(Holder::of)
                .findFirst()
                .orElseThrow();
        ExtensionVersion latest = newest.shown().latest();
        asking.only(
                holder, holder.isRegistry() ? latest.tag() : Release.tag(latest).orElseThrow());
    }

    /** The question for the versions of an extension, to those whose artifacts are made here. */
    public CatalogQuery makers(Asking asking) {
        return new MakersQuery(asking.makers().stream().map(Holder::source).collect(Collectors.toSet()));
    }

    /**
     * The releases that may be what is asked for.
     *
     * @param versions what the makers answered
     */
    public Making making(Asking asking, Gathered versions) {
        return new Making(
                asking.query(),
                releases(asking, versions).stream()
                        .filter(release ->
                                asking.query().isByDigest() || release.tag().equals(asking.reference()))
                        .limit(asking.query().isByDigest() ? Integer.MAX_VALUE : 1)
                        .toList(),
                release -> kept.made(asking.query().repository(), release));
    }

    /** The registry that is being asked gave no answer. */
    public void failed(Asking asking, Throwable thrown) {
        asking.failed(asking.source(), thrown);
    }

    /** The file of the release that is being looked at could not be read. */
    public void unread(Asking asking, Making making, Throwable thrown) {
        asking.failed(making.source(), thrown);
    }

    /** The file of the release that is being looked at has this digest. */
    public void hashed(Making making, Checksum checksum) {
        making.hashed(checksum);
    }

    /** All releases of those who are left; what became of the others is told to the asking. */
    List<Release> releases(Asking asking, Gathered versions) {
        List<Release> found = new ArrayList<>();
        while (asking.wantsMade()) {
            asking.next();
            SourceAnswer answer = versions.answers().stream()
                    .filter(each -> each.source().equals(asking.source()))
                    .findFirst()
                    .orElseThrow();
            if (answer.isFailed()) {
                asking.failed(answer);
            } else {
                if (asking.query().endpoint() == Endpoint.TAGS) {
                    asking.contributed();
                } else {
                    asking.absent();
                }
                answer.answer().extensions().stream()
                        .flatMap(extension -> Release.of(extension).stream())
                        .map(this::withChecksum)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private Release withChecksum(Release release) {
        return release.artifact().checksum() != null || release.artifact().contentId() == null
                ? release
                : ledger.apply(release.artifact().contentId())
                        .map(release::withChecksum)
                        .orElse(release);
    }

    private static SourceAnswer exposed(SourceAnswer answer) {
        if (Holder.of(answer) == null || Holder.of(answer).failed() != null) {
            return answer;
        }
        SourceExtension extension = Holder.of(answer).extension();
        List<ExtensionVersion> versions =
                Release.of(extension).stream().map(Release::version).toList();
        return versions.isEmpty()
                ? null
                : new SourceAnswer(
                        answer.source(),
                        answer.kind(),
                        BackendAnswer.found(extension.withVersions(versions)),
                        answer.state(),
                        answer.use(),
                        answer.age(),
                        answer.freshFor());
    }

    private static boolean isSilentRegistry(SourceAnswer answer) {
        return answer.isFailed() && Holder.isOfRegistry(answer);
    }

    private static SourceAnswer lastHeard(SourceAnswer silent, Gathered catalogues, ExtensionId id) {
        return catalogues.answers().stream()
                .filter(catalogue -> catalogue.source().equals(silent.source()) && !catalogue.isFailed())
                .findFirst()
                .map(catalogue -> new SourceAnswer(
                        silent.source(),
                        silent.kind(),
                        catalogue
                                .answer()
                                .extension(id)
                                .map(BackendAnswer::found)
                                .orElseGet(() -> BackendAnswer.absent(silent.source())),
                        State.STALE,
                        CacheUse.STALE,
                        catalogue.age(),
                        Duration.ZERO,
                        silent.answer().failure()))
                .orElse(silent);
    }
}
