package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.catalog.Truth;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.BackendAnswer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Whom one request asks, one after the other: registries first, since what they have comes before what is made here,
 * then the others; both in the order of preference. It remembers what each said. Not thread-safe.
 *
 * <p>What is asked for by a tag ends with the first source that does not answer: it may have that tag, and a tag must
 * not name one thing or another with the weather. A digest names the same everywhere.
 */
public final class Asking {
    private final V2Query query;
    private final boolean strict;
    private final Gathered known;
    private final Deque<Holder> left = new ArrayDeque<>();
    private final Heard heard = new Heard();
    private final String holder;
    private Holder current;
    private String reference;
    private Content content;
    private boolean over, served;

    /** @param known what the sources said of the extension; nobody's for a repository that is passed through */
    Asking(V2Query query, Gathered known) {
        this.query = query;
        this.known = known;
        this.reference = query.reference();
        this.strict = query.endpoint() == Endpoint.MANIFEST && !query.isByDigest();
        if (query.repository().isPassedThrough()) {
            left.add(Holder.passedThrough(query.repository().source()));
        } else {
            known.answers().stream()
                    .map(Holder::of)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(holder -> !holder.isRegistry()))
                    .filter(holder ->
                            holder.isRegistry() || !query.isLatest() && query.endpoint() != Endpoint.REFERRERS)
                    .forEach(left::add);
            known.answers().stream()
                    .filter(answer -> answer.answer().outcome() == BackendAnswer.Outcome.ABSENT)
                    .forEach(heard::add);
        }
        this.holder = query.repository().isPassedThrough()
                ? query.repository().source()
                : known.answers().stream()
                        .map(Holder::of)
                        .filter(each -> each != null && each.failed() == null)
                        .map(Holder::source)
                        .findFirst()
                        .orElse(null);
    }

    /** Whether a registry is to be asked next. */
    public boolean isPending() {
        passOver();
        return !over && !left.isEmpty() && left.peek().isRegistry();
    }

    /** Whether those are next whose artifacts are made here. */
    public boolean wantsMade() {
        passOver();
        return !over && !left.isEmpty() && !left.peek().isRegistry();
    }

    /** Goes on to the next source. */
    public void next() {
        current = left.remove();
    }

    /** The source that is being asked. */
    public String source() {
        return current.source();
    }

    /** The tag or digest that it is asked for. */
    public String reference() {
        return reference;
    }

    /** The name that it is asked by; null if it is asked for the extension. */
    public String path() {
        return query.repository().path();
    }

    public V2Query query() {
        return query;
    }

    /** The source that is being asked does not have it. */
    public void absent() {
        heard.absent(current);
    }

    /** A source gave no answer, though it has the repository. */
    void failed(String source, Throwable thrown) {
        failed(Heard.failure(source, current.kind(), thrown));
    }

    /** The source that is being asked contributed to a list; others may too. */
    void contributed() {
        heard.contributed(current);
    }

    /** This is what was asked for. */
    void found(Content manifest) {
        content = manifest;
        over = true;
    }

    /** What was found; null if nothing is, or if it is no manifest. */
    Content content() {
        return content;
    }

    /** The bytes are on their way to the client. */
    public void served() {
        served = true;
        over = true;
    }

    /** @throws RegistryException if nobody has served, with each source's reason */
    public void requireServed() {
        if (!served) {
            throw nothing();
        }
    }

    /** The first that has the repository, as far as is known; null if nobody has. */
    String holder() {
        return holder;
    }

    /** Whether a source contributed to a list, be it nothing. */
    boolean hasContributed() {
        return heard.hasContribution();
    }

    /** Whether the newest version is wanted and no registry calls any so. */
    public boolean wantsNewest() {
        return query.isLatest() && !over && reference.equals(V2Query.LATEST);
    }

    /** From now on one source is asked for one tag; for nothing, if there is none. */
    void only(Holder holder, String tag) {
        left.clear();
        if (holder != null) {
            left.add(holder);
        }
        reference = tag;
    }

    /** What the sources said of the extension. */
    Gathered known() {
        return known;
    }

    /** What each source said, those that were not asked left out. */
    Gathered heard() {
        return heard.all();
    }

    /** Those who are left, all of which make what they have. */
    List<Holder> makers() {
        return List.copyOf(left);
    }

    /** Why there is nothing to answer. */
    RegistryException nothing() {
        if (holder != null) {
            return heard.nothing(query);
        }
        return Truth.absence(
                known,
                ErrorKind.NAME_UNKNOWN,
                "Repository " + query.repository().name() + " not found");
    }

    private void passOver() {
        while (!over && !left.isEmpty() && left.peek().failed() != null) {
            failed(left.remove().failed());
        }
    }

    /** A source that makes what it has did not say what that is. */
    void failed(SourceAnswer answer) {
        heard.add(answer);
        over |= strict;
    }
}
