package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a registry's repositories are found: by its catalogue, by the fixed list, or, with {@code auto}, by both as far as
 * the registry has a catalogue. That it has none is remembered for an hour.
 */
public final class OciDiscovery {
    private static final String STATIC = "static";
    private static final String AUTO = "auto";
    private static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Instant> refusedUntil = new ConcurrentHashMap<>();

    public OciDiscovery(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the catalogue is to be read. */
    public boolean asksCatalog(SourceSettings settings) {
        if (STATIC.equals(settings.discovery())) {
            return false;
        }
        Instant until = refusedUntil.get(settings.id());
        return until == null || !mayDoWithout(settings) || !clock.instant().isBefore(until);
    }

    /**
     * The catalogue after a refusal by status 401 or 403, its own or the token service's.
     *
     * @throws Exception what was thrown, if it is no refusal
     */
    public static Paging refused(SourceSettings settings, Exception thrown) throws Exception {
        return OciPages.catalog(settings).refuse(OciFailures.only(Reason.UNAUTHORIZED, thrown));
    }

    /** The repositories of the fixed list alone. */
    public OciRepositories fixed(SourceSettings settings) {
        Map<OciSkip, Integer> skipped = new EnumMap<>(OciSkip.class);
        return OciRepositories.of(listed(settings, skipped), skipped);
    }

    /**
     * The repositories of the catalogue; with {@code auto} those of the fixed list too, or alone if there is no
     * catalogue.
     *
     * @throws SourceException if there is no catalogue and nothing to fall back on
     */
    public OciRepositories found(SourceSettings settings, Paging catalog) throws SourceException {
        if (catalog.refused()) {
            if (!mayDoWithout(settings)) {
                throw new SourceException(catalog.refusal());
            }
            refusedUntil.put(settings.id(), clock.instant().plus(MEMORY));
            return fixed(settings);
        }
        refusedUntil.remove(settings.id());
        Map<OciSkip, Integer> skipped = new EnumMap<>(OciSkip.class);
        List<OciRepository> found = new ArrayList<>();
        if (AUTO.equals(settings.discovery())) {
            found.addAll(listed(settings, skipped));
        }
        for (String path : catalog.items()) {
            Optional<OciRepository> repository = OciNames.fromCatalog(settings, path);
            repository.ifPresent(found::add);
            if (repository.isEmpty() && OciNames.isMisnamed(settings, path)) {
                skipped.merge(OciSkip.INVALID_NAME, 1, Integer::sum);
            }
        }
        if (catalog.stopped() != null) {
            skipped.merge(OciSkip.INCOMPLETE_LISTING, 1, Integer::sum);
        }
        return OciRepositories.of(found, skipped);
    }

    /** Where an extension is, if it is anywhere; null if the fixed list says that it is not. */
    public OciRepository locate(SourceSettings settings, ExtensionId id) {
        boolean usesList = !"catalog".equals(settings.discovery());
        Optional<OciRepository> listed = usesList
                ? listed(settings, new EnumMap<>(OciSkip.class)).stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                : Optional.empty();
        boolean listIsAll = STATIC.equals(settings.discovery());
        return listed.orElseGet(() -> listIsAll ? null : OciNames.repository(settings, id));
    }

    /** The extension that a repository holds by its whole name; empty if it is not where that extension is looked for. */
    public Optional<ExtensionId> extension(SourceSettings settings, String path) {
        Optional<OciRepository> repository = settings.repositories().contains(path)
                ? OciNames.fromList(settings, path)
                : OciNames.fromCatalog(settings, path);
        return repository
                .filter(each -> each.equals(locate(settings, each.id())))
                .map(OciRepository::id);
    }

    private static boolean mayDoWithout(SourceSettings settings) {
        return AUTO.equals(settings.discovery()) && !settings.repositories().isEmpty();
    }

    private static List<OciRepository> listed(SourceSettings settings, Map<OciSkip, Integer> skipped) {
        List<OciRepository> found = new ArrayList<>();
        for (String path : settings.repositories()) {
            Optional<OciRepository> repository = OciNames.fromList(settings, path);
            repository.ifPresentOrElse(found::add, () -> skipped.merge(OciSkip.INVALID_NAME, 1, Integer::sum));
        }
        return found;
    }
}
