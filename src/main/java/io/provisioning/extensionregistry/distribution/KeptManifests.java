package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.store.ContentStore;
import io.provisioning.extensionregistry.store.LayoutEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Manifests that went out, in the content store: each by its digest, and by the tag that it had when it was last asked
 * for. The names are those of the layout: {@code gitea/aws-provider:1.2.0}, {@code oci/aws-provider@sha256:…}.
 */
final class KeptManifests {
    private static final int MAX_BYTES = 4 << 20;

    /** The identity of the file that a manifest was made for. */
    private static final String FILE = "extension-registry.file";

    private final ContentStore store;

    KeptManifests(ContentStore store) {
        this.store = store;
    }

    /** A manifest by what it was asked by before; empty if it was not, or is not kept any more. */
    Optional<Content> find(String source, Repository repository, String reference) {
        return entry(source, repository, reference).flatMap(entry -> read(source, entry));
    }

    /** The manifest that was made for this very file, whatever has become of the release. */
    Optional<Content> made(Repository repository, Release release) {
        return entry(release.source(), repository, release.tag())
                .filter(entry -> file(release).equals(entry.annotations().get(FILE)))
                .flatMap(entry -> read(release.source(), entry));
    }

    /** The tags that were asked for. */
    List<String> tags(String source, Repository repository) {
        String prefix = name(source, repository) + ":";
        return store.index().all().stream()
                .map(LayoutEntry::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** Keeps what a registry sent; it can be had again. */
    void keep(Repository repository, String reference, Content content) {
        keep(repository, reference, content, false, Map.of());
    }

    /** Keeps what was made of a release for as long as there is a store: nobody else has it. */
    void keepMade(Repository repository, Release release, Content content) {
        keep(repository, release.tag(), content, true, Map.of(FILE, file(release)));
    }

    /** What a registry listed as referring to a manifest; empty if it was not asked before, or that is not kept any more. */
    Optional<byte[]> referrers(String source, Repository repository, String subject) {
        return (store.isOn()
                        ? store.index().find(referrersName(source, repository, subject))
                        : Optional.<LayoutEntry>empty())
                .flatMap(entry -> store.read(entry.digest(), MAX_BYTES));
    }

    /** Keeps such a list in the place of the one before. */
    void keepReferrers(String source, Repository repository, String subject, byte[] index) {
        String digest = Checksum.over(index).toString();
        LayoutEntry entry = new LayoutEntry(
                referrersName(source, repository, subject), Referrers.INDEX, digest, index.length, Map.of());
        boolean known = store.isOn()
                && entry.equals(store.index().find(entry.name()).orElse(null))
                && store.find(digest).isPresent();
        if (store.isOn() && !known) {
            keep(entry, new Content(source, Referrers.INDEX, new Digest(digest), index), false);
        }
    }

    private static String referrersName(String source, Repository repository, String subject) {
        return name(source, repository) + "/referrers@" + subject;
    }

    private void keep(
            Repository repository, String reference, Content content, boolean pinned, Map<String, String> annotations) {
        if (!store.isOn() || content.digest().checksum().isEmpty()) {
            return;
        }
        String digest = content.digest().text();
        for (String each : List.of(digest, reference)) {
            LayoutEntry entry = new LayoutEntry(
                    name(content.source(), repository, each),
                    content.mediaType(),
                    digest,
                    content.bytes().length,
                    annotations);
            boolean known = entry.equals(store.index().find(entry.name()).orElse(null));
            if (!known || store.find(digest).isEmpty()) {
                keep(entry, content, pinned);
            }
        }
    }

    /** A disk that does not let us is the store's affair, which says so in health. */
    private void keep(LayoutEntry entry, Content content, boolean pinned) {
        try {
            store.put(content.bytes(), pinned);
            store.index().put(entry);
        } catch (IOException e) {
            return;
        }
    }

    private Optional<LayoutEntry> entry(String source, Repository repository, String reference) {
        return store.isOn() ? store.index().find(name(source, repository, reference)) : Optional.empty();
    }

    private Optional<Content> read(String source, LayoutEntry entry) {
        return store.read(entry.digest(), MAX_BYTES)
                .map(bytes -> new Content(source, entry.mediaType(), new Digest(entry.digest()), bytes));
    }

    /** Sources give no identity to what has its digest from the start. */
    private static String file(Release release) {
        String id = release.artifact().contentId();
        return id == null ? release.artifact().checksum().toString() : id;
    }

    private static String name(String source, Repository repository, String reference) {
        return name(source, repository) + (Digest.isOne(reference) ? "@" : ":") + reference;
    }

    private static String name(String source, Repository repository) {
        return source + "/"
                + (repository.isPassedThrough()
                        ? repository.path()
                        : repository.extension().name() + "-"
                                + repository.extension().type().wireName());
    }
}
