package io.provisioning.extensionregistry.cache;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews what is kept of one extension of one source, and nothing else: the entry in the source's catalogue, which is
 * not loaded again, and the extension's own copies. While one renewal runs, any number of further wishes cause one more.
 * A source that cannot answer changes nothing: what is kept serves until its ordinary renewal.
 */
public final class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final Flights.Loader loader;
    private final Flights flights;
    private final Caches caches;
    private final Function<String, Executor> threads;
    private final BiConsumer<String, ExtensionId> changed;
    /** Those that run; whether they are to run once more. */
    private final Map<CacheKey, Boolean> running = new ConcurrentHashMap<>();

    /**
     * @param threads those of a source, by its id
     * @param changed is told of each source and extension of which something else was learnt than its catalogue says
     */
    public Renewals(
            Flights.Loader loader,
            Flights flights,
            Caches caches,
            Function<String, Executor> threads,
            BiConsumer<String, ExtensionId> changed) {
        this.loader = loader;
        this.flights = flights;
        this.caches = caches;
        this.threads = threads;
        this.changed = changed;
    }

    /**
     * Has an extension renewed on the source's own threads; waits for nothing.
     *
     * @return false if too much is waiting for these threads; then nothing is renewed
     */
    public boolean renew(String source, ExtensionId id) {
        return start(source, id, true);
    }

    private boolean start(String source, ExtensionId id, boolean again) {
        CacheKey place = CacheKey.of(source, "find", id);
        if (again) {
            // A load that began before now may end after us, with what the source said before.
            flights.underWay(List.of(place, CacheKey.of(source, "versions", id), CacheKey.of(source, "list", null)))
                    .ifPresent(loads -> loads.thenRun(() -> start(source, id, false)));
        }
        if (running.merge(place, false, (one, other) -> true)) {
            return true;
        }
        try {
            threads.apply(source).execute(() -> run(source, id, place));
            return true;
        } catch (RejectedExecutionException e) {
            running.remove(place);
            return false;
        }
    }

    private void run(String source, ExtensionId id, CacheKey place) {
        try {
            do {
                running.put(place, false);
                renewNow(source, id);
            } while (!running.remove(place, false));
        } catch (RuntimeException e) {
            running.remove(place);
            LOG.error("{}: {} could not be renewed", source, id, e);
        }
    }

    private void renewNow(String source, ExtensionId id) {
        BackendAnswer answer = loader.load(source, "find", id);
        if (answer.outcome() == BackendAnswer.Outcome.FAILED || answer.outcome() == BackendAnswer.Outcome.SKIPPED) {
            LOG.info("{}: {} cannot be renewed now", source, id);
            return;
        }
        splice(source, id, answer);
        if (caches.peek(CacheKey.of(source, "versions", id)) != null) {
            loader.load(source, "versions", id);
        }
    }

    /**
     * Puts what a source has just said of one extension into its catalogue, if there is one: who asks for the extension,
     * or for the list, a moment later is to see the same. If the catalogue is being loaded, the source is asked once more
     * when that has landed, for it may bring what the source said before.
     *
     * @param answer found or absent
     */
    public void adopt(String source, ExtensionId id, BackendAnswer answer) {
        splice(source, id, answer);
        flights.underWay(List.of(CacheKey.of(source, "list", null)))
                .ifPresent(load -> load.thenRun(() -> start(source, id, false)));
    }

    private void splice(String source, ExtensionId id, BackendAnswer answer) {
        CacheKey list = CacheKey.of(source, "list", null);
        CachedAnswer before = caches.peek(list);
        caches.replace(list, copy -> replaced(copy, id, answer));
        if (before == null || caches.peek(list) != before) {
            changed.accept(source, id);
        }
    }

    /** The same copy if the source says what it said before. */
    private static CachedAnswer replaced(CachedAnswer copy, ExtensionId id, BackendAnswer answer) {
        BackendAnswer catalogue = copy.answer();
        var now = answer.extension(id);
        if (now.equals(catalogue.extension(id))) {
            return copy;
        }
        return copy.withAnswer(now.map(catalogue::with).orElseGet(() -> catalogue.without(id)));
    }
}
