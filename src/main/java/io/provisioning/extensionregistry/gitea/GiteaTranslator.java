package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Version;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes an extension of a repository and its releases. Drafts and bare tags are no versions. */
public final class GiteaTranslator {
    private static final TypeReference<GiteaRepository> REPOSITORY = new TypeReference<>() {};
    private static final Comparator<GiteaVersion> BETTER = Comparator.comparing(
                    (GiteaVersion v) -> v.version().artifact() == null)
            .thenComparing(v -> v.version().publishedAt(), Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(v -> v.release().id(), Comparator.reverseOrder());

    private final GiteaNames names = new GiteaNames();
    private final GiteaArtifacts artifacts = new GiteaArtifacts();

    /**
     * Reads the answer to the question for one repository. The server finds names in any case and forwards from old
     * names to new ones; a name that differs in case alone is another one to us.
     *
     * @return null if the repository does not exist, or has no release for sure
     * @throws SourceException {@code invalid_answer} if it is no such answer
     */
    public GiteaRepository repository(SourceReply reply, ExtensionId asked) throws SourceException {
        if (reply.status() == 404) {
            return null;
        }
        if (!reply.isSuccess()) {
            throw new SourceException(Reason.INVALID_ANSWER, "a repository is answered with status " + reply.status());
        }
        GiteaRepository repository = Json.read(reply.body(), REPOSITORY);
        return names.standsFor(repository.name(), asked) && repository.mayHaveReleases() ? repository : null;
    }

    /** Whether the server forwarded us to a repository with another name than we asked for. */
    public boolean isRenamed(GiteaRepository repository, ExtensionId asked) {
        return !repository.name().equals(names.repository(asked));
    }

    /** What a repository contributes, given its releases or their refusal. */
    public GiteaEntry entry(
            SourceSettings settings, ExtensionId id, GiteaRepository repository, Pages<GiteaRelease> releases) {
        if (releases.isForbidden() || releases.isMissing()) {
            return GiteaEntry.skipped(releases.isForbidden() ? GiteaSkip.FORBIDDEN : GiteaSkip.GONE);
        }
        Collection<GiteaVersion> versions = versions(settings, id, repository, releases.items());
        if (versions.isEmpty()) {
            return GiteaEntry.skipped(GiteaSkip.NO_VERSION);
        }
        SourceExtension bare = new SourceExtension(
                settings.id(),
                id,
                null,
                null,
                GiteaAddresses.isHttp(repository.htmlUrl()) ? repository.htmlUrl() : null,
                repository.topics(),
                versions.stream().map(GiteaVersion::version).toList());
        GiteaRelease latest = versions.stream()
                .filter(v -> v.version().equals(bare.latest()))
                .findFirst()
                .orElseThrow()
                .release();
        SourceExtension extension = new SourceExtension(
                bare.source(),
                id,
                firstKnown(repository.description(), title(latest)),
                firstKnown(login(latest.author()), login(repository.owner())),
                bare.repository(),
                bare.tags(),
                bare.versions());
        List<Sidecar> sidecars = versions.stream()
                .flatMap(v -> Optional.ofNullable(v.sidecar()).stream())
                .toList();
        return new GiteaEntry(extension, releases.cut() ? GiteaSkip.PAGE_LIMIT : null, sidecars);
    }

    /** Adds what the sidecars said. */
    public GiteaEntry withChecksums(GiteaEntry entry, List<SidecarChecksum> found) {
        return entry.with(found);
    }

    private Collection<GiteaVersion> versions(
            SourceSettings settings, ExtensionId id, GiteaRepository repository, List<GiteaRelease> releases) {
        Map<String, GiteaVersion> byText = new LinkedHashMap<>();
        for (GiteaRelease release : releases) {
            if (isVersion(release)) {
                GiteaVersion version = artifacts.version(settings, id, repository, release);
                // Two releases v1.2.0 and 1.2.0 are one version; the server compares tags without case, so do we.
                String key = version.version().version().text().toLowerCase(Locale.ROOT);
                byText.merge(key, version, (a, b) -> BETTER.compare(a, b) <= 0 ? a : b);
            }
        }
        return byText.values();
    }

    private static boolean isVersion(GiteaRelease release) {
        return !release.draft()
                && !release.tagName().isBlank()
                && !release.tagName().equalsIgnoreCase("latest");
    }

    private static String login(GiteaUser user) {
        return user == null ? null : user.login();
    }

    /** Null for one that only repeats the tag, which is what many tools fill in. */
    private static String title(GiteaRelease release) {
        String title = release.name() == null
                ? ""
                : release.name().strip().lines().findFirst().orElse("");
        String version = Version.of(release.tagName()).text();
        return title.equalsIgnoreCase(release.tagName())
                        || Version.of(title).text().equalsIgnoreCase(version)
                ? null
                : title;
    }

    private static String firstKnown(String... texts) {
        return Stream.of(texts)
                .filter(text -> text != null && !text.isBlank())
                .map(String::strip)
                .findFirst()
                .orElse(null);
    }
}
