package io.provisioning.extensionregistry.gitea;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which of a release's files holds the checksum of its main one: the file's own sidecar, else a list of them. */
final class ChecksumFiles {
    /** A list of checksums of thousands of files; what is longer is something else. */
    static final int MAX_BYTES = 64 << 10;

    private static final List<String> OWN = List.of(".sha256", ".sha256sum");
    private static final Set<String> LISTS =
            Set.of("sha256sums", "sha256sums.txt", "sha256sum.txt", "sha256sum", "checksums.txt", "checksums.sha256");

    private ChecksumFiles() {}

    /** The file to read; empty if there is none, or if another file has the main one's name. */
    static Optional<GiteaAttachment> of(String repository, GiteaRelease release, GiteaAttachment main) {
        if (release.assets().stream()
                        .filter(asset -> asset.name().equalsIgnoreCase(main.name()))
                        .count()
                > 1) {
            return Optional.empty();
        }
        return release.assets().stream()
                .filter(asset -> asset.size() > 0 && asset.size() <= MAX_BYTES)
                .filter(asset -> isOwn(asset, main) || isList(repository, release, asset))
                .min(Comparator.comparing((GiteaAttachment asset) -> !isOwn(asset, main))
                        .thenComparing(asset -> asset.name().toLowerCase(Locale.ROOT))
                        .thenComparing(GiteaAttachment::id, Comparator.reverseOrder()));
    }

    /** Whether a file is the sidecar of the main one alone. */
    static boolean isOwn(GiteaAttachment asset, GiteaAttachment main) {
        return OWN.stream().anyMatch(suffix -> asset.name().equalsIgnoreCase(main.name() + suffix));
    }

    private static boolean isList(String repository, GiteaRelease release, GiteaAttachment asset) {
        String name = asset.name().toLowerCase(Locale.ROOT);
        String tag = release.tagName().toLowerCase(Locale.ROOT);
        String version = tag.startsWith("v") ? tag.substring(1) : tag;
        String start = repository.toLowerCase(Locale.ROOT) + "_";
        return LISTS.contains(name)
                || name.equals(start + version + "_checksums.txt")
                || name.equals(start + tag + "_checksums.txt");
    }
}
