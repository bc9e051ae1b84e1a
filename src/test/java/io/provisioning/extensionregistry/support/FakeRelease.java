package io.provisioning.extensionregistry.support;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A release, to be furnished by tests. */
public final class FakeRelease {
    final long id;
    final String tag;
    final List<FakeAsset> assets = new CopyOnWriteArrayList<>();
    private final AtomicLong ids;
    volatile String title;
    volatile String created = "2025-10-06T14:00:00+02:00";
    volatile String author = "provisioning-team";
    volatile boolean draft;
    volatile boolean prerelease;

    FakeRelease(AtomicLong ids, String tag) {
        this.ids = ids;
        this.id = ids.incrementAndGet();
        this.tag = tag;
        this.title = tag;
    }

    /** Its title; by default the tag. */
    public FakeRelease title(String text) {
        title = text;
        return this;
    }

    /** When it was created, as sent. */
    public FakeRelease at(String time) {
        created = time;
        return this;
    }

    /** Who published it; null for nobody. */
    public FakeRelease by(String login) {
        author = login;
        return this;
    }

    /** Makes it a draft, which only those who may write see. */
    public FakeRelease draft() {
        draft = true;
        return this;
    }

    /** Marks it as a pre-release. */
    public FakeRelease prerelease() {
        prerelease = true;
        return this;
    }

    /** Uploads a file; one of the same name stays. */
    public FakeRelease asset(String name, byte[] bytes) {
        assets.add(FakeAsset.of(ids.incrementAndGet(), name, bytes));
        return this;
    }

    /** Uploads a text file. */
    public FakeRelease asset(String name, String text) {
        return asset(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads an archive and its true sidecar. */
    public FakeRelease withSidecar(String name, byte[] bytes) {
        return asset(name, bytes).asset(name + ".sha256", TarGz.sha256(bytes) + "  " + name + "\n");
    }

    /** Deletes a file. */
    public FakeRelease delete(String name) {
        assets.removeIf(asset -> asset.name().equals(name));
        return this;
    }

    /** The first file of a name. */
    public FakeAsset file(String name) {
        return assets.stream()
                .filter(asset -> asset.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean hasTwins() {
        return assets.stream().map(FakeAsset::name).distinct().count() < assets.size();
    }

    Instant instant() {
        return OffsetDateTime.parse(created).toInstant();
    }
}
