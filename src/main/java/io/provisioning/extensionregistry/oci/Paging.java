package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.Failure;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How far the reading of a paged list has come. A page that was asked for before is not asked for again, and no list has
 * more than {@value #MAX_PAGES} pages: what the registry still has then is left out, as if it were not there.
 *
 * @param first where the list begins
 * @param next the page to ask for; null at the end
 * @param asked every page that was asked for or is next
 * @param items what was found, in order, without repetition
 * @param stopped why the list ends before the registry says so: {@code run in a circle} or {@code do not end}; null if it does not
 * @param restarted whether it was read from the start again
 * @param refusal set if the registry does not offer the list; null if it does
 * @param absent whether the registry answered that what the list is about does not exist
 */
public record Paging(
        URI first,
        URI next,
        Set<URI> asked,
        List<String> items,
        String stopped,
        boolean restarted,
        Failure refusal,
        boolean absent) {

    /** A hundred thousand entries at the usual page size. */
    static final int MAX_PAGES = 1000;

    public Paging {
        Objects.requireNonNull(first, "first");
        asked = Set.copyOf(asked);
        items = List.copyOf(items);
    }

    /** Nothing is read yet. */
    public static Paging from(URI first) {
        return new Paging(first, first, Set.of(first), List.of(), null, false, null, false);
    }

    /** Whether there is a page to ask for. */
    public boolean more() {
        return next != null;
    }

    /** Whether the registry does not offer the list. */
    public boolean refused() {
        return refusal != null;
    }

    /** The state after a page. */
    Paging with(List<String> page, Optional<URI> link) {
        Set<String> all = new LinkedHashSet<>(items);
        page.stream().filter(Objects::nonNull).forEach(all::add);
        List<String> known = new ArrayList<>(all);
        if (link.isEmpty()) {
            return ended(known, null);
        }
        boolean nothingNew = !page.isEmpty() && known.size() == items.size();
        if (nothingNew || asked.contains(link.get())) {
            return ended(known, "run in a circle");
        }
        if (asked.size() >= MAX_PAGES) {
            return ended(known, "do not end");
        }
        Set<URI> pages = new LinkedHashSet<>(asked);
        pages.add(link.get());
        return new Paging(first, link.get(), pages, known, null, restarted, null, false);
    }

    /** The state after the registry lost the place. */
    Paging restart() {
        return new Paging(first, first, Set.of(first), List.of(), null, true, null, false);
    }

    /** The end, because the registry does not offer the list. */
    Paging refuse(Failure why) {
        return new Paging(first, null, asked, List.of(), null, restarted, why, false);
    }

    /** The end, because what the list is about does not exist. */
    Paging missing() {
        return new Paging(first, null, asked, List.of(), null, restarted, null, true);
    }

    private Paging ended(List<String> known, String why) {
        return new Paging(first, null, asked, known, why, restarted, null, false);
    }
}
