package io.provisioning.extensionregistry.gitea;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One load of the catalogue: which repositories it asks for their releases, and what it leaves. The list of repositories
 * tells of new ones, new names, other counts of releases and pushes; the feed tells of what leaves no trace there.
 *
 * @param startedAt when it began
 * @param before what the last load left; null if this one asks for everything
 * @param candidates the repositories that may hold an extension, as they are now; empty until they are listed
 * @param feed what happened lately, newest first; empty if that is not known
 */
public record GiteaRenewal(
        Instant startedAt, GiteaRecall before, List<GiteaRepository> candidates, List<GiteaActivity> feed) {
    /** By how much the server's clock may be behind ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    public GiteaRenewal {
        candidates = List.copyOf(candidates);
        feed = List.copyOf(feed);
    }

    /** Whether it makes use of what the last load left. */
    public boolean isIncremental() {
        return before != null;
    }

    GiteaRenewal of(List<GiteaRepository> listed) {
        return new GiteaRenewal(startedAt, before, listed, feed);
    }

    GiteaRenewal told(List<GiteaActivity> activities) {
        return new GiteaRenewal(startedAt, before, candidates, activities);
    }

    /**
     * What there is to do: the candidates whose releases must be asked for, and those of which only a checksum is
     * wanted, with what is known of them.
     */
    public List<GiteaKnown> toAsk() {
        Set<Long> named = named();
        return candidates.stream()
                .map(candidate ->
                        named.contains(candidate.id()) ? GiteaKnown.unknown(candidate) : remembered(candidate))
                .filter(each -> each.entry() == null || each.lacksChecksum())
                .toList();
    }

    /** All candidates with what they contribute, in their order: what was asked now, and the rest as remembered. */
    List<GiteaKnown> result(List<GiteaKnown> asked) {
        Map<Long, GiteaKnown> now = asked.stream()
                .collect(Collectors.toMap(each -> each.repository().id(), Function.identity()));
        return candidates.stream()
                .map(candidate -> now.containsKey(candidate.id()) ? now.get(candidate.id()) : remembered(candidate))
                .toList();
    }

    /** What it leaves for the next one; an entry that may be better next time is not kept. */
    GiteaRecall after(List<GiteaKnown> result) {
        Map<Long, GiteaKnown> known = new HashMap<>();
        result.stream()
                .filter(each -> each.entry().isLasting())
                .forEach(each -> known.put(each.repository().id(), each));
        Long last = Stream.concat(
                        Stream.ofNullable(before).map(GiteaRecall::lastActivity),
                        feed.stream().map(GiteaActivity::id))
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        return new GiteaRecall(known, startedAt, isIncremental() ? before.sweptAt() : startedAt, last);
    }

    private GiteaKnown remembered(GiteaRepository candidate) {
        GiteaKnown known = isIncremental() ? before.known().get(candidate.id()) : null;
        return known != null && known.repository().equals(candidate) ? known : GiteaKnown.unknown(candidate);
    }

    private Set<Long> named() {
        return isIncremental()
                ? feed.stream()
                        .filter(GiteaActivity::concernsReleases)
                        .filter(each -> each.isAfter(
                                before.lastActivity(), before.startedAt().minus(CLOCKS_DIFFER)))
                        .map(GiteaActivity::repoId)
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
