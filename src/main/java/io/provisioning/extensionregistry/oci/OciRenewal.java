package io.provisioning.extensionregistry.oci;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One load of the catalogue: which repositories it asks for their tags. Nothing but its tags tells that a repository has
 * changed, so they take turns, those first that have waited longest; no turn comes later than a full sweep would.
 *
 * @param startedAt when it began
 * @param before what the last load left; null if there is nothing
 */
public record OciRenewal(Instant startedAt, OciRecall before) {
    /** So many repositories are asked for their tags in any case: a small registry is asked for all of them each time. */
    private static final int FEW = 20;

    /**
     * The repositories that are asked, with what is known of them.
     *
     * @param ttl the time from one load to the next, if they come as they should
     * @param sweep by when each repository must have been asked
     */
    List<OciCheck> due(List<OciRepository> repositories, Duration ttl, Duration sweep) {
        List<OciKnown> known =
                repositories.stream().map(this::known).filter(Objects::nonNull).toList();
        int turn = turn(known.size(), ttl, sweep);
        Set<String> reread = longest(known, OciKnown::readAt, turn, sweep);
        Set<String> relisted = new HashSet<>(longest(known, OciKnown::listedAt, Math.max(FEW, turn), sweep));
        relisted.addAll(reread);
        return repositories.stream()
                .map(repository -> check(repository, known(repository), reread))
                .filter(check -> check.known() == null
                        || relisted.contains(check.repository().path()))
                .toList();
    }

    /** What is remembered of a repository; null if nothing is. */
    OciKnown known(OciRepository repository) {
        OciKnown known = before == null ? null : before.known().get(repository.path());
        return known != null && known.repository().equals(repository) ? known : null;
    }

    /** All repositories in their order: those that were asked, and the rest as remembered. */
    List<OciKnown> result(List<OciRepository> repositories, Map<OciRepository, OciKnown> asked) {
        return repositories.stream()
                .map(repository -> asked.containsKey(repository) ? asked.get(repository) : known(repository))
                .toList();
    }

    private static OciCheck check(OciRepository repository, OciKnown known, Set<String> reread) {
        return new OciCheck(repository, known, known == null || known.isMoving() || reread.contains(repository.path()));
    }

    /** How many repositories must take their turn now, if loads go on coming as they do, so that none is late. */
    private int turn(int all, Duration ttl, Duration sweep) {
        if (sweep.isZero() || before == null) {
            return all;
        }
        Duration passed = Duration.between(before.startedAt(), startedAt);
        long share = Math.max(ttl.toMillis(), passed.toMillis());
        return (int) Math.min(all, Math.ceil((double) all * share / sweep.toMillis()));
    }

    /** Those that are overdue, and those whose turn it is, by name. */
    private Set<String> longest(List<OciKnown> known, Function<OciKnown, Instant> last, int turn, Duration sweep) {
        Stream<OciKnown> overdue =
                known.stream().filter(each -> !last.apply(each).plus(sweep).isAfter(startedAt));
        Stream<OciKnown> next =
                known.stream().sorted(Comparator.comparing(last)).limit(turn);
        return Stream.concat(overdue, next)
                .map(each -> each.repository().path())
                .collect(Collectors.toSet());
    }
}
