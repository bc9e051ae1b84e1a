package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.upstream.LoadMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each registry's repositories held when they were last read, so that a load asks only for a part of them. */
public final class OciMemory {
    private final LoadMemory<OciRecall> memory = new LoadMemory<>(OciRecall::without);
    private final InstantSource clock;

    /** @param clock says whose turn it is to be asked again */
    OciMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** A load begins. */
    public OciRenewal begin(SourceSettings settings) {
        Instant now = clock.instant();
        return new OciRenewal(now, memory.begin(settings).orElse(null));
    }

    /**
     * The repositories that are to be asked for their tags.
     *
     * @param ttlSeconds how long a catalogue is fresh, in seconds
     */
    public static List<OciCheck> due(
            SourceSettings settings, long ttlSeconds, OciRenewal renewal, OciRepositories repositories) {
        return renewal.due(repositories.repositories(), Duration.ofSeconds(ttlSeconds), settings.fullSweep());
    }

    /** Whether a look at the digest of the latest tag decides whether what is remembered still holds. */
    public static boolean asksDigest(OciCheck check, Paging tags) {
        return check.asksDigest(tags);
    }

    /** Whether what is remembered still holds; see {@link OciCheck#holds}. */
    public static boolean holds(OciCheck check, Paging tags, String digest) {
        return check.holds(tags, digest);
    }

    /** A repository of which what is remembered still holds. */
    public static OciKnown same(OciRenewal renewal, OciCheck check) {
        OciKnown known = check.known();
        return new OciKnown(
                known.repository(),
                known.tags(),
                known.tag(),
                known.digest(),
                known.finding(),
                renewal.startedAt(),
                check.rereads() ? renewal.startedAt() : known.readAt());
    }

    /**
     * A repository that was read.
     *
     * @param search how its latest version was found; null if the registry does not have the repository
     */
    public static OciKnown read(
            OciRenewal renewal, OciRepository repository, Paging tags, LatestSearch search, OciFinding finding) {
        OciVersion latest = search == null ? null : search.first().orElse(null);
        Instant now = renewal.startedAt();
        return new OciKnown(
                repository,
                tags.items(),
                latest == null ? null : latest.version().tag(),
                latest == null ? null : latest.digest(),
                finding,
                now,
                now);
    }

    /**
     * A load has gone well: keeps what the next one needs.
     *
     * @param asked what came of {@link #due}
     * @return what each repository holds
     */
    public List<OciFinding> end(
            SourceSettings settings, OciRenewal renewal, OciRepositories repositories, List<OciKnown> asked) {
        Map<OciRepository, OciKnown> now =
                asked.stream().collect(Collectors.toMap(OciKnown::repository, Function.identity()));
        List<OciKnown> result = renewal.result(repositories.repositories(), now);
        Map<String, OciKnown> lasting = result.stream()
                .filter(OciKnown::isLasting)
                .collect(Collectors.toMap(each -> each.repository().path(), Function.identity()));
        memory.end(settings, new OciRecall(lasting, renewal.startedAt()));
        return result.stream().map(OciKnown::finding).toList();
    }

    /** Makes the next load ask for an extension, whosever turn it is; for whoever knows that it has changed. */
    public void forget(String source, ExtensionId extension) {
        memory.forget(source, extension);
    }
}
