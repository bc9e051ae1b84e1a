package io.provisioning.extensionregistry.gitea;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A walk over the pages of a list, as far as it has come.
 *
 * @param next what to ask next, at the configured address; null at the end
 * @param asked what was asked before
 * @param items in the order of the server; may hold one item twice if something was deleted meanwhile
 * @param total how many items the server counts, also those that it does not show us; null if it does not say
 * @param refusal 403 or 404 if the first page was answered so; else 0
 * @param cut whether the walk was ended by us, because it led in a circle or did not end
 */
public record Pages<T>(URI next, Set<URI> asked, List<T> items, Long total, int refusal, boolean cut) {
    /** More is no list of repositories or releases that anyone has. */
    static final int MAX_PAGES = 1000;

    public Pages {
        asked = Set.copyOf(asked);
        items = List.copyOf(items);
    }

    /** A walk that has not begun. */
    static <T> Pages<T> startingAt(URI first) {
        return new Pages<>(first, Set.of(), List.of(), null, 0, false);
    }

    /** Whether there are no pages to read. */
    public boolean isRefused() {
        return refusal != 0;
    }

    /** Whether the server says that there is no such list, or none for us. */
    public boolean isMissing() {
        return refusal == 404;
    }

    /** Whether the server denies us the list. */
    public boolean isForbidden() {
        return refusal == 403;
    }

    /** The end of the walk, because the first page was refused. */
    Pages<T> refusedWith(int status) {
        return new Pages<>(null, asked, items, total, status, false);
    }

    /**
     * The walk after one more page.
     *
     * @param following the link to the next page; null if this was the last
     */
    Pages<T> and(List<T> page, Long count, URI following) {
        Set<URI> all = Set.copyOf(Stream.concat(asked.stream(), Stream.of(next)).toList());
        List<T> more = new ArrayList<>(items);
        more.addAll(page);
        boolean stop = following != null && (all.contains(following) || all.size() >= MAX_PAGES);
        return new Pages<>(stop ? null : following, all, more, total == null ? count : total, 0, stop);
    }

    /** A walk that knows what this one does, and goes on somewhere else. */
    Pages<T> at(URI address) {
        return new Pages<>(address, asked, List.of(), total, 0, false);
    }

    /**
     * The walk after pages that others have read.
     *
     * @param others what {@link #at} made, each after one page, in the order of the list; this walk goes on where the last
     *     one does
     */
    Pages<T> and(List<Pages<T>> others) {
        if (others.isEmpty()) {
            return this;
        }
        Set<URI> all = new HashSet<>(asked);
        List<T> more = new ArrayList<>(items);
        for (Pages<T> other : others) {
            all.addAll(other.asked);
            more.addAll(other.items);
        }
        Pages<T> last = others.get(others.size() - 1);
        boolean stop = last.next != null && (all.contains(last.next) || all.size() >= MAX_PAGES);
        return new Pages<>(stop ? null : last.next, all, more, total, 0, stop || last.cut);
    }
}
