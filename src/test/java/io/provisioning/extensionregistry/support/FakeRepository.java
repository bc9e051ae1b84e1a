package io.provisioning.extensionregistry.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A repository, to be furnished by tests. */
public final class FakeRepository {
    final long id;
    final List<FakeRelease> releases = new CopyOnWriteArrayList<>();
    private final AtomicLong ids;
    volatile String name;
    volatile String description = "";
    volatile List<String> topics = List.of();
    volatile boolean empty;
    volatile boolean hasReleases = true;
    volatile boolean hidden;
    volatile boolean closed;
    volatile Integer counter;
    volatile String updated = "2025-10-06T14:00:00+02:00";

    FakeRepository(AtomicLong ids, String name) {
        this.ids = ids;
        this.id = ids.incrementAndGet();
        this.name = name;
    }

    public FakeRepository description(String text) {
        description = text;
        return this;
    }

    /** Its topics; null as very old servers send them. */
    public FakeRepository topics(List<String> all) {
        topics = all;
        return this;
    }

    /** It has no commit. */
    public FakeRepository empty() {
        empty = true;
        return this;
    }

    /** Its releases are switched off. */
    public FakeRepository releasesOff() {
        hasReleases = false;
        return this;
    }

    /** The server counts it but shows it to nobody who asks in these tests. */
    public FakeRepository hidden() {
        hidden = true;
        return this;
    }

    /** The server shows and counts it only if a token is sent. */
    public FakeRepository closed() {
        closed = true;
        return this;
    }

    /** The number of releases that the server gives, if it is not the true one. */
    public FakeRepository releaseCounter(int number) {
        counter = number;
        return this;
    }

    /** When something was last pushed to it, as sent. */
    public FakeRepository updated(String time) {
        updated = time;
        return this;
    }

    /** Publishes a release. */
    public FakeRelease release(String tag) {
        FakeRelease release = new FakeRelease(ids, tag);
        releases.add(release);
        return release;
    }

    /** The release of a tag. */
    public FakeRelease tagged(String tag) {
        return releases.stream()
                .filter(release -> release.tag.equals(tag))
                .findFirst()
                .orElseThrow();
    }

    /** Deletes a release. */
    public void delete(String tag) {
        releases.removeIf(release -> release.tag.equals(tag));
    }

    int releaseCounter() {
        return counter != null
                ? counter
                : (int) releases.stream().filter(release -> !release.draft).count();
    }
}
