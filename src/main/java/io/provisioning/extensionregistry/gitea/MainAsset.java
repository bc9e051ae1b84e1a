package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.ExtensionId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which of a release's files is the extension: an archive that is not empty, best the one that is named as the
 * repository is. File names are compared without case.
 */
final class MainAsset {
    private static final Pattern PLATFORM = Pattern.compile("(?<![a-z0-9])(linux|darwin|macos|osx|windows|win(32|64)|"
            + "(free|open|net)bsd|amd64|x86|x86_64|x64|i[36]86|arm64|aarch64|armv?[5-8]?|riscv64|ppc64le|s390x)"
            + "(?![a-z0-9])");

    private final String repository;
    private final ExtensionId id;
    private final String tag;

    private MainAsset(String repository, ExtensionId id, String tag) {
        this.repository = lower(repository);
        this.id = id;
        this.tag = lower(tag);
    }

    /** The main file of a release; empty if none is an archive. */
    static Optional<GiteaAttachment> of(String repository, ExtensionId id, GiteaRelease release) {
        MainAsset rules = new MainAsset(repository, id, release.tagName());
        return release.assets().stream()
                .filter(asset ->
                        asset.size() > 0 && ArchiveType.of(asset.name()).isPresent())
                .min(Comparator.comparingInt(rules::nameRank)
                        .thenComparing(
                                asset -> PLATFORM.matcher(lower(asset.name())).find())
                        .thenComparing(asset -> ArchiveType.of(asset.name()).orElseThrow())
                        .thenComparing(GiteaAttachment::name)
                        // Of two files with the same name, the one that was uploaded last.
                        .thenComparing(GiteaAttachment::id, Comparator.reverseOrder()));
    }

    private int nameRank(GiteaAttachment asset) {
        String name = lower(asset.name());
        String stem = name.substring(
                0,
                name.length() - ArchiveType.of(name).orElseThrow().extension().length());
        if (stem.equals(repository)) {
            return 0;
        }
        if (startsWithPart(stem, repository) && isVersion(stem.substring(repository.length() + 1))) {
            return 1;
        }
        String type = id.type().wireName();
        String suffix = repository.substring(repository.lastIndexOf('_') + 1);
        for (String kind : List.of(type, suffix)) {
            for (String separator : List.of("_", "-")) {
                String stemmed = id.name() + separator + kind;
                if (stem.equals(stemmed) || startsWithPart(stem, stemmed)) {
                    return 2;
                }
            }
        }
        return stem.equals(id.name()) || startsWithPart(stem, id.name()) ? 3 : 4;
    }

    private boolean isVersion(String text) {
        return text.equals(tag) || ("v" + text).equals(tag) || text.equals("v" + tag);
    }

    private static boolean startsWithPart(String text, String part) {
        return text.startsWith(part + "-") || text.startsWith(part + "_");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
