package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Checksum;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Merges catalogues, each set of source copies only once: while the sources' copies are the very same objects and no
 * digest was learned, the same catalogue is given. Remembers the last {@value #REMEMBERED}, and none whose copies are
 * gone. Thread-safe; whoever comes while a catalogue is made waits for it.
 */
public final class MergedCatalogs {
    /** One for all sources and some for {@code ?source=}. */
    private static final int REMEMBERED = 8;

    private record Known(List<WeakReference<BackendAnswer>> copies, long generation, MergedCatalog catalog) {
        boolean isOf(List<BackendAnswer> answers, long current) {
            if (generation != current || copies.size() != answers.size()) {
                return false;
            }
            for (int i = 0; i < answers.size(); i++) {
                if (!copies.get(i).refersTo(answers.get(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean isGone() {
            return copies.stream().anyMatch(copy -> copy.refersTo(null));
        }
    }

    private final Merge merge;
    private final LongSupplier generation;
    private volatile List<Known> known = List.of();

    /**
     * @param ledger the digests that were computed as bytes passed, by {@code contentId}
     * @param generation changes whenever the ledger learns a digest
     */
    public MergedCatalogs(Function<String, Optional<Checksum>> ledger, LongSupplier generation) {
        this.merge = new Merge(ledger);
        this.generation = generation;
    }

    /** The catalogue of all sources that answered; empty if none did. */
    public MergedCatalog of(Gathered gathered) {
        List<BackendAnswer> answers = gathered.answers().stream()
                .map(SourceAnswer::answer)
                .filter(answer -> answer.outcome() == BackendAnswer.Outcome.ANSWERED)
                .toList();
        long current = generation.getAsLong();
        MergedCatalog catalog = find(answers, current);
        return catalog != null ? catalog : make(gathered, answers, current);
    }

    private MergedCatalog find(List<BackendAnswer> answers, long current) {
        for (Known one : known) {
            if (one.isOf(answers, current)) {
                return one.catalog();
            }
        }
        return null;
    }

    private synchronized MergedCatalog make(Gathered gathered, List<BackendAnswer> answers, long current) {
        MergedCatalog made = find(answers, current);
        if (made != null) {
            return made;
        }
        MergedCatalog catalog = MergedCatalog.of(
                merge.extensions(gathered), known.stream().map(Known::catalog).toList());
        List<Known> next = new ArrayList<>(REMEMBERED);
        next.add(new Known(answers.stream().map(WeakReference::new).toList(), current, catalog));
        known.stream()
                .filter(one -> !one.isGone() && one.generation() == current)
                .limit(REMEMBERED - 1L)
                .forEach(next::add);
        known = List.copyOf(next);
        return catalog;
    }
}
