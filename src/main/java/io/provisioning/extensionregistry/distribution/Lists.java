package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.Merge;
import io.provisioning.extensionregistry.catalog.MergedExtension;
import io.provisioning.extensionregistry.catalog.Provenance;
import io.provisioning.extensionregistry.catalog.Truth;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.http.RouteAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lists of the specification: repositories, and tags of one. Both in the order of their characters. */
public final class Lists {
    private final Merge merge;
    private final Holders holders;
    private final RepositoryNames names;
    private final KeptManifests kept;
    private final boolean offline;

    /** @param offline whether nobody may be asked */
    Lists(Merge merge, Holders holders, RepositoryNames names, KeptManifests kept, boolean offline) {
        this.kept = kept;
        this.offline = offline;
        this.merge = merge;
        this.holders = holders;
        this.names = names;
    }

    /** That this is a registry. */
    public RouteAnswer base() {
        return RouteAnswer.json("{}".getBytes(StandardCharsets.US_ASCII), Map.of());
    }

    /** The repositories of all extensions, from whole catalogues. */
    public RouteAnswer catalog(Gathered gathered, V2Query query) {
        Truth.requireAnswer(gathered);
        TreeSet<String> repositories = new TreeSet<>();
        for (MergedExtension extension : merge.extensions(gathered)) {
            names.of(extension.id()).ifPresent(repositories::add);
        }
        return page(query, "/v2/_catalog", repositories, gathered, Map.of(), "repositories");
    }

    /** A list without tags, to be filled. */
    public TreeSet<String> none() {
        return new TreeSet<>();
    }

    /**
     * Adds the tags that are kept, if that is all there is.
     *
     * @return whether the registry is to be asked
     */
    public boolean recall(Asking asking, Collection<String> tags) {
        if (offline) {
            tags.addAll(kept.tags(asking.source(), asking.query().repository()));
            asking.contributed();
        }
        return !offline;
    }

    /**
     * Adds the tags of the registry that is being asked.
     *
     * @param absent whether it has no such repository
     */
    public void add(Asking asking, Collection<String> tags, boolean absent, List<String> found) {
        if (absent) {
            asking.absent();
        } else {
            asking.contributed();
            tags.addAll(found);
        }
    }

    /** Adds the tags of releases. */
    public void addMade(Asking asking, Collection<String> tags, Gathered versions) {
        holders.releases(asking, versions).forEach(release -> tags.add(release.tag()));
    }

    /** The tags of a repository. */
    public RouteAnswer tags(Asking asking, TreeSet<String> tags) {
        if (!asking.hasContributed()) {
            throw asking.nothing();
        }
        String name = asking.query().repository().name();
        return page(asking.query(), "/v2/" + name + "/tags/list", tags, asking.heard(), Map.of("name", name), "tags");
    }

    private static RouteAnswer page(
            V2Query query,
            String path,
            NavigableSet<String> all,
            Gathered gathered,
            Map<String, String> head,
            String field) {
        SortedSet<String> rest = query.last() == null ? all : all.tailSet(query.last(), false);
        List<String> page = query.limit() < 0
                ? List.copyOf(rest)
                : rest.stream().limit(query.limit()).toList();
        Map<String, Object> body = new LinkedHashMap<>(head);
        body.put(field, page);
        Map<String, String> headers = new LinkedHashMap<>(Provenance.headers(gathered));
        if (page.size() < rest.size() && !page.isEmpty()) {
            headers.put(
                    "Link",
                    "<" + path + "?n=" + query.limit() + "&last="
                            + URLEncoder.encode(page.get(page.size() - 1), StandardCharsets.UTF_8)
                            + ">; rel=\"next\"");
        }
        return RouteAnswer.json(JsonBytes.of(body), headers);
    }
}
