package io.provisioning.extensionregistry.catalog;

import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Answers questions from what the sources gathered. Every method throws {@link RegistryException} if nothing can be
 * served, of the kind that {@link Truth} finds.
 */
public final class Catalog {
    private final MergedCatalogs catalogs;
    private final Merge merge;
    private final Addresses addresses;
    private final BiPredicate<ExtensionId, Offer> mutated;
    private final Conflicts conflicts;

    /** @param mutated whether the file of a version was replaced since it was first seen */
    public Catalog(MergedCatalogs catalogs, Merge merge, Addresses addresses, BiPredicate<ExtensionId, Offer> mutated) {
        this.catalogs = catalogs;
        this.merge = merge;
        this.addresses = addresses;
        this.mutated = mutated;
        this.conflicts = new Conflicts(merge);
    }

    /** How many versions are known that two sources have with different digests. */
    public long conflicts() {
        return conflicts.count();
    }

    /** One page of the list, from whole catalogues. */
    public RouteAnswer list(Gathered gathered, ListQuery query) {
        Truth.requireAnswer(gathered);
        return page(
                gathered, whole(gathered, query).extensions(query.type(), query.sort()), query, Addresses.EXTENSIONS);
    }

    /** One page of what a search finds, from whole catalogues. */
    public RouteAnswer search(Gathered gathered, SearchQuery query) {
        Truth.requireAnswer(gathered);
        return page(gathered, Search.find(whole(gathered, query), query), query, Addresses.SEARCH);
    }

    /** One extension. */
    public RouteAnswer extension(Gathered gathered, ExtensionQuery query) {
        return answer(gathered, view(extension(gathered, query.id())));
    }

    /** The versions of an extension, newest first; an empty list if there are only pre-releases and none is wanted. */
    public RouteAnswer versions(Gathered gathered, VersionsQuery query) {
        List<VersionView> views = versions(gathered, query, extension(gathered, query.id())).stream()
                .filter(version -> query.prerelease() || !version.prerelease())
                .map(version -> view(query.id(), version))
                .toList();
        return answer(gathered, views);
    }

    /** The highest version in a range. */
    public RouteAnswer resolve(Gathered gathered, ResolveQuery query) {
        List<MergedVersion> versions = versions(gathered, query, extension(gathered, query.id()));
        MergedVersion highest = Resolve.highest(versions, query.range())
                .orElseThrow(
                        () -> Truth.absence(gathered, ErrorKind.NO_MATCHING_VERSION, Resolve.noMatch(versions, query)));
        return answer(gathered, view(query.id(), highest));
    }

    /** Who can serve the bytes of a version. */
    public DownloadPlan download(Gathered gathered, DownloadQuery query) {
        MergedExtension extension = extension(gathered, query.id());
        String title = "Version " + Parameters.printable(query.version()) + " of " + query.id();
        Version wanted = query.isLatest()
                ? extension.latest().version()
                : extension
                        .version(query.version())
                        .orElseThrow(() -> Truth.absence(gathered, ErrorKind.VERSION_NOT_FOUND, title + " not found"))
                        .version();
        List<Offer> offers = versions(gathered, query, extension).stream()
                .filter(version -> version.version().equals(wanted))
                .findFirst()
                .orElseThrow()
                .offers();
        List<Offer> files = offers.stream()
                .filter(offer -> offer.version().download().isPresent())
                .toList();
        if (files.isEmpty()) {
            throw offers.stream().anyMatch(offer -> offer.version().image())
                    ? Truth.absence(
                            gathered,
                            ErrorKind.NOT_ACCEPTABLE,
                            title + " is a container image, which is not one file; pull it from its registry")
                    : Truth.absence(gathered, ErrorKind.NO_ARTIFACT, title + " has no file to download");
        }
        return new DownloadPlan(query.id(), wanted, files);
    }

    private MergedCatalog whole(Gathered gathered, CatalogQuery query) {
        MergedCatalog catalog = catalogs.of(gathered);
        if (query.source() == null && !Truth.isIncomplete(gathered)) {
            conflicts.saw(catalog);
        }
        return catalog;
    }

    private List<MergedVersion> versions(Gathered gathered, CatalogQuery query, MergedExtension extension) {
        List<MergedVersion> versions = merge.versions(extension);
        if (query.source() == null && !Truth.isIncomplete(gathered)) {
            conflicts.saw(extension.id(), versions);
        }
        return versions;
    }

    private MergedExtension extension(Gathered gathered, ExtensionId id) {
        return merge.extension(gathered, id).orElseThrow(() -> Truth.noExtension(gathered, id));
    }

    private RouteAnswer page(Gathered gathered, List<MergedExtension> all, PagedQuery query, String path) {
        List<ExtensionView> views =
                Paging.slice(all, query.page()).stream().map(this::view).toList();
        Map<String, String> headers = new LinkedHashMap<>(Paging.headers(addresses.reference(path), query, all.size()));
        headers.putAll(Provenance.headers(gathered));
        return RouteAnswer.json(JsonBytes.of(views), headers).ageing(Provenance.ageing(gathered));
    }

    private ExtensionView view(MergedExtension extension) {
        ExtensionView view = ExtensionView.of(extension, addresses);
        Offer shown = new Offer(extension.shown().source(), extension.latest());
        return mutated.test(extension.id(), shown) ? view.asMutated() : view;
    }

    private VersionView view(ExtensionId id, MergedVersion version) {
        VersionView view = VersionView.of(id, version, addresses);
        return mutated.test(id, version.served()) ? view.asMutated() : view;
    }

    private static RouteAnswer answer(Gathered gathered, Object view) {
        return RouteAnswer.json(JsonBytes.of(view), Provenance.headers(gathered))
                .ageing(Provenance.ageing(gathered));
    }
}
