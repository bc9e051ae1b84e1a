package io.provisioning.extensionregistry.distribution;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.catalog.Provenance;
import io.provisioning.extensionregistry.catalog.Truth;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What refers to a manifest: signatures, attestations, lists of parts. Only registries have such. A list that lacks one
 * would be a lie that somebody relies on, so there is none unless all have answered.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers">Listing
 *     Referrers</a>
 */
public final class Referrers {
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private record Kept(List<Map<String, Object>> manifests) {}

    private static final TypeReference<Kept> KEPT = new TypeReference<>() {};

    private final KeptManifests kept;
    private final boolean offline;

    /** @param offline whether nobody may be asked */
    Referrers(KeptManifests kept, boolean offline) {
        this.kept = kept;
        this.offline = offline;
    }

    /**
     * Offline, adds what the registry listed before.
     *
     * @return whether the registry is to be asked
     * @throws SourceException if it may not be asked and was not asked before
     */
    public boolean recall(Asking asking, List<Map<String, Object>> all) throws SourceException {
        if (offline) {
            byte[] index = kept.referrers(asking.source(), asking.query().repository(), asking.reference())
                    .orElseThrow(() -> new SourceException(Manifests.NOT_KEPT));
            merge(asking, all, Json.read(index, KEPT).manifests());
        }
        return !offline;
    }

    /** A list without entries, to be filled. */
    public List<Map<String, Object>> none() {
        return new ArrayList<>();
    }

    /** Adds the descriptors that a registry answered, in its order. */
    public void add(Asking asking, List<Map<String, Object>> all, List<Map<String, Object>> found) {
        kept.keepReferrers(
                asking.source(), asking.query().repository(), asking.reference(), JsonBytes.of(index(found)));
        merge(asking, all, found);
    }

    private static void merge(Asking asking, List<Map<String, Object>> all, List<Map<String, Object>> found) {
        asking.contributed();
        found.stream()
                .filter(entry -> all.stream().noneMatch(known -> digest(known).equals(digest(entry))))
                .forEach(all::add);
    }

    /** The index of what was found, narrowed if the request wants that; empty for what nobody has. */
    public RouteAnswer answer(Asking asking, V2Query query, List<Map<String, Object>> all) {
        if (asking != null && Truth.isIncomplete(asking.heard())) {
            throw Truth.absence(asking.heard(), ErrorKind.MANIFEST_UNKNOWN, "No referrers are known");
        }
        Map<String, Object> index = index(all.stream()
                .filter(entry ->
                        query.artifactType() == null || query.artifactType().equals(entry.get("artifactType")))
                .toList());
        Map<String, String> headers =
                new LinkedHashMap<>(asking == null ? Map.of() : Provenance.sources(asking.heard()));
        headers.put("Cache-Control", "no-cache");
        if (query.artifactType() != null) {
            headers.put("OCI-Filters-Applied", "artifactType");
        }
        return new RouteAnswer(200, INDEX, headers, JsonBytes.of(index));
    }

    private static Map<String, Object> index(List<Map<String, Object>> entries) {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", INDEX);
        index.put("manifests", entries);
        return index;
    }

    private static String digest(Map<String, Object> entry) {
        return String.valueOf(entry.get("digest"));
    }
}
