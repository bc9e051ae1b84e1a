package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.model.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tags and versions. */
public final class TagVersions {
    private static final String LATEST = "latest";

    /**
     * Signatures, attestations and the fall-back tags of referrers.
     *
     * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema">Referrers
     *     Tag Schema</a>
     */
    private static final Pattern ATTACHED =
            Pattern.compile("sha(256|512)-[0-9a-f]{32,}(\\..*)?", Pattern.CASE_INSENSITIVE);

    TagVersions() {}

    /**
     * Picks the tags that name versions, the one that counts as latest first. Tags that differ in a leading {@code v}
     * alone are one version, fetched by the tag without it.
     *
     * @param tags in any order
     * @return with nothing but {@code latest}, that one without a version; empty if nothing names a version
     */
    public static List<TaggedVersion> of(Collection<String> tags) {
        Map<String, TaggedVersion> byVersion = new LinkedHashMap<>();
        for (String tag : tags) {
            read(tag).ifPresent(found -> byVersion.merge(found.version().text(), found, TagVersions::unprefixed));
        }
        if (byVersion.isEmpty() && tags.contains(LATEST)) {
            return List.of(new TaggedVersion(LATEST, null));
        }
        return byVersion.values().stream().sorted().toList();
    }

    /** The search for the latest version among a repository's tags. */
    public static LatestSearch search(List<TaggedVersion> versions) {
        return new LatestSearch(versions, List.of());
    }

    /** The search after its candidate turned out to be something. */
    public static LatestSearch tried(LatestSearch search, OciVersion outcome) {
        return search.after(outcome);
    }

    /** The version that a text stands for, the rule of tags applied: the first {@code _} stands for {@code +}. */
    public static Version version(String tag) {
        Version helm = Version.of(tag.replaceFirst("_", "+"));
        return helm.semantic().isPresent() ? helm : Version.of(tag);
    }

    private static Optional<TaggedVersion> read(String tag) {
        if (tag == null
                || tag.isEmpty()
                || tag.equals(LATEST)
                || ATTACHED.matcher(tag).matches()) {
            return Optional.empty();
        }
        return Optional.of(new TaggedVersion(tag, version(tag)));
    }

    private static TaggedVersion unprefixed(TaggedVersion first, TaggedVersion second) {
        return first.tag().length() <= second.tag().length() ? first : second;
    }
}
