package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.LoadMemory;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What each Gitea's catalogue held when it was last loaded, so that a load asks only for what may have changed. */
public final class GiteaMemory {
    private static final TypeReference<List<GiteaActivity>> ACTIVITIES = new TypeReference<>() {};

    private final LoadMemory<GiteaRecall> memory = new LoadMemory<>(GiteaRecall::without);
    private final InstantSource clock;

    /** @param clock says when everything must be asked for again */
    GiteaMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** A load begins. It asks for everything if nothing is remembered, or the last such load is too long ago. */
    public GiteaRenewal begin(SourceSettings settings) {
        Instant now = clock.instant();
        GiteaRecall before = memory.begin(settings)
                .filter(recall -> now.isBefore(recall.sweptAt().plus(settings.fullSweep())))
                .orElse(null);
        return new GiteaRenewal(now, before, List.of(), List.of());
    }

    /** The load when it knows the repositories that may hold an extension. */
    public GiteaRenewal listed(GiteaRenewal renewal, List<GiteaRepository> candidates) {
        return renewal.of(candidates);
    }

    /**
     * The load when it knows what the feed tells. A server that has no feed, or none for us, tells nothing.
     *
     * @throws SourceException {@code invalid_answer} if it is no feed
     */
    public GiteaRenewal told(GiteaRenewal renewal, SourceReply reply) throws SourceException {
        if (!reply.isSuccess()) {
            return renewal;
        }
        List<GiteaActivity> activities = Json.read(reply.body(), ACTIVITIES);
        if (activities.contains(null)) {
            throw new SourceException(Reason.INVALID_ANSWER, "the answer is not the JSON that was asked for");
        }
        return renewal.told(activities);
    }

    /**
     * A load has gone well: keeps what the next one needs.
     *
     * @param asked what came of {@link GiteaRenewal#toAsk()}
     * @return what each candidate contributes
     */
    public List<GiteaEntry> end(SourceSettings settings, GiteaRenewal renewal, List<GiteaKnown> asked) {
        List<GiteaKnown> result = renewal.result(asked);
        memory.end(settings, renewal.after(result));
        return result.stream().map(GiteaKnown::entry).toList();
    }

    /** Makes the next load ask for an extension, whatever else it finds; for whoever knows that it has changed. */
    public void forget(String source, ExtensionId extension) {
        memory.forget(source, extension);
    }
}
