package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The ordered fallback of one download: which source is asked next, and what became of the others. Belongs to one
 * request; not thread-safe.
 */
public final class Attempts {
    private final DownloadPlan plan;
    private final Deque<Offer> left;
    private final List<SourceAnswer> failed = new ArrayList<>();
    private Offer current;
    private boolean over;
    private boolean repeated;

    public Attempts(DownloadPlan plan) {
        this.plan = plan;
        this.left = new ArrayDeque<>(plan.offers());
    }

    /** Whether there is still somebody to ask and nobody has served. */
    public boolean isPending() {
        return !over && !left.isEmpty();
    }

    /** Goes on to the next source. */
    public void next() {
        current = left.removeFirst();
    }

    /** The id of the source that is being asked. */
    public String source() {
        return current.source();
    }

    /** The file that it is being asked for. */
    public Artifact artifact() {
        return current.version().artifact();
    }

    /** What the client shall call the file if the source gives it no name. */
    public String fallbackName() {
        return plan.id().name() + "-" + plan.version().text().replace('/', '-')
                + FileEndings.of(artifact().mediaType());
    }

    /** The whole file, as it is known before anybody is asked for its bytes. */
    Download whole() {
        return Download.whole(
                source(),
                artifact().size() == null ? -1 : artifact().size(),
                artifact().fileName() == null ? fallbackName() : artifact().fileName(),
                artifact().mediaType(),
                artifact().checksum(),
                artifact().contentId());
    }

    /** The same source is asked again; false if it was already, in this request. */
    boolean again() {
        boolean first = !repeated;
        if (first) {
            repeated = true;
            left.addFirst(current);
        }
        return first;
    }

    /** The request is answered; nobody else is asked. */
    public void served() {
        over = true;
    }

    /** The source failed before its first byte. */
    public void failed(Failure failure) {
        BackendAnswer answer = BackendAnswer.failed(source(), failure);
        failed.add(SourceAnswer.failed(source(), answer, CacheUse.MISS));
    }

    /** @throws RegistryException if nobody has served, with each source's reason */
    public void requireServed() {
        if (!over) {
            throw Truth.absence(new Gathered(failed), ErrorKind.NO_ARTIFACT, "No source has the file of " + plan.id());
        }
    }
}
