package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which repositories are asked for releases, and what all that makes as an answer. */
public final class GiteaCatalog {
    private final GiteaNames names = new GiteaNames();

    /** The repositories that may hold an extension and have releases, each once. */
    public List<GiteaRepository> candidates(Pages<GiteaRepository> pages) {
        return distinct(pages).stream()
                .filter(repository -> names.extension(repository.name()).isPresent())
                .filter(GiteaRepository::mayHaveReleases)
                .toList();
    }

    /** The extension that a candidate holds by its name. */
    public ExtensionId id(GiteaRepository candidate) {
        return names.extension(candidate.name()).orElseThrow();
    }

    /** A candidate with what it contributes. */
    public GiteaKnown known(GiteaRepository candidate, GiteaEntry entry) {
        return new GiteaKnown(candidate, entry);
    }

    /** Collects what the candidates contribute: the list is made with the first and grows. */
    public List<GiteaKnown> collect(List<GiteaKnown> before, GiteaKnown known) {
        List<GiteaKnown> all = before == null ? new ArrayList<>() : before;
        all.add(known);
        return all;
    }

    /** The source's whole catalogue, by name, and what was passed over. */
    public BackendAnswer answer(SourceSettings settings, Pages<GiteaRepository> pages, List<GiteaEntry> entries) {
        Map<String, Integer> skipped = new HashMap<>();
        Collection<GiteaRepository> repositories = distinct(pages);
        for (GiteaRepository repository : repositories) {
            reason(repository).ifPresent(reason -> count(skipped, reason, 1));
        }
        count(skipped, GiteaSkip.NOT_VISIBLE, notVisible(settings, pages, repositories.size()));
        count(skipped, GiteaSkip.PAGE_LIMIT, pages.cut() ? 1 : 0);
        // Entries come in the order in which their calls ended.
        Map<ExtensionId, SourceExtension> extensions = new TreeMap<>();
        for (GiteaEntry entry : entries) {
            if (entry.skip() != null) {
                count(skipped, entry.skip(), 1);
            }
            if (entry.extension() != null) {
                extensions.putIfAbsent(entry.extension().id(), entry.extension());
            }
        }
        return BackendAnswer.catalog(settings.id(), List.copyOf(extensions.values()), skipped);
    }

    /**
     * The answer to the question for one extension.
     *
     * @param entry null if there is no such repository, or it has no release
     * @throws SourceException {@code unauthorized} if the repository is there but its releases are denied: that is not
     *     a "no"
     */
    public BackendAnswer one(SourceSettings settings, GiteaEntry entry) throws SourceException {
        if (entry != null && entry.skip() == GiteaSkip.FORBIDDEN) {
            throw new SourceException(Reason.UNAUTHORIZED, "the source denies access to the releases");
        }
        return entry == null || entry.extension() == null
                ? BackendAnswer.absent(settings.id())
                : BackendAnswer.found(entry.extension());
    }

    /** The answer to a probe: we are let in. */
    public BackendAnswer alive(SourceSettings settings) {
        return BackendAnswer.catalog(settings.id(), List.of(), Map.of());
    }

    private Optional<GiteaSkip> reason(GiteaRepository repository) {
        if (!names.hasSuffix(repository.name())) {
            return Optional.empty();
        }
        if (names.extension(repository.name()).isEmpty()) {
            return Optional.of(GiteaSkip.NAME);
        }
        if (repository.releasesOff()) {
            return Optional.of(GiteaSkip.RELEASES_OFF);
        }
        return repository.mayHaveReleases() ? Optional.empty() : Optional.of(GiteaSkip.NO_RELEASE);
    }

    /**
     * How many repositories the server counts but does not show. To an anonymous caller a private organization may
     * look empty without any count, so an empty one counts as one that is not visible.
     */
    private static int notVisible(SourceSettings settings, Pages<GiteaRepository> pages, int seen) {
        long hidden = pages.total() == null ? 0 : Math.max(0, pages.total() - seen);
        boolean nobody = settings.tokenPath() == null && seen == 0;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(hidden, nobody ? 1 : 0));
    }

    /** Something that was deleted while we read makes others move to a page that was read before or comes after. */
    private static Collection<GiteaRepository> distinct(Pages<GiteaRepository> pages) {
        Map<Long, GiteaRepository> byId = new LinkedHashMap<>();
        pages.items().forEach(repository -> byId.putIfAbsent(repository.id(), repository));
        return byId.values();
    }

    private static void count(Map<String, Integer> skipped, GiteaSkip reason, int number) {
        if (number > 0) {
            skipped.merge(reason.wireName(), number, Integer::sum);
        }
    }
}
