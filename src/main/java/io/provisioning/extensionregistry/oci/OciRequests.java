package io.provisioning.extensionregistry.oci;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.net.URI;

/** The calls of a registry. */
public final class OciRequests {
    /** Larger manifests are refused, as registries themselves do. */
    static final int MAX_MANIFEST_BYTES = 4 << 20;

    private static final int PAGE = 100;
    private static final String JSON = "application/json";
    private static final String ANY = "*/*";

    OciRequests() {}

    /** Whether this is a registry that lets us in. */
    public static SourceRequest ping(SourceSettings settings) {
        return SourceRequest.json(url(settings, ""));
    }

    /** The first page of all repositories. */
    static URI catalog(SourceSettings settings) {
        return url(settings, "_catalog?n=" + PAGE);
    }

    /** The first page of a repository's tags. */
    static URI tags(SourceSettings settings, OciRepository repository) {
        return tags(settings, repository.path());
    }

    /** The first page of a repository's tags. */
    static URI tags(SourceSettings settings, String repository) {
        return url(settings, repository + "/tags/list?n=" + PAGE);
    }

    /** The first page of what refers to a manifest. */
    static URI referrers(SourceSettings settings, String repository, String digest) {
        return url(settings, repository + "/referrers/" + digest);
    }

    /** A page of all repositories. */
    public static SourceRequest catalogPage(Paging pages) {
        return new SourceRequest(pages.next(), JSON, SourceRequest.MAX_JSON_BYTES, "registry:catalog:*");
    }

    /** A page of a repository's tags. */
    public static SourceRequest tagsPage(Paging pages, OciRepository repository) {
        return tagNamesPage(pages.next(), repository.path());
    }

    /** A page of a repository's tags. */
    static SourceRequest tagNamesPage(URI page, String repository) {
        return new SourceRequest(page, JSON, SourceRequest.MAX_JSON_BYTES, pull(repository));
    }

    /** A page of what refers to a manifest. */
    static SourceRequest referrersPage(URI page, String repository) {
        return new SourceRequest(page, MediaTypes.OCI_INDEX, SourceRequest.MAX_JSON_BYTES, pull(repository));
    }

    /** A manifest by its tag. */
    public static SourceRequest manifest(SourceSettings settings, OciRepository repository, TaggedVersion tagged) {
        return reference(settings, repository.path(), tagged.tag());
    }

    /** The digest of a manifest by its tag. */
    public static SourceRequest manifestHead(SourceSettings settings, OciCheck check) {
        return reference(settings, check.repository().path(), check.known().tag())
                .head();
    }

    /** A manifest or a config by its digest. */
    public static SourceRequest content(SourceSettings settings, OciContent content) {
        return content.isManifest()
                ? reference(settings, content.repository(), content.digest())
                : new SourceRequest(
                        blob(settings, content.repository(), content.digest()),
                        ANY,
                        OciConfig.MAX_BYTES,
                        pull(content.repository()));
    }

    /**
     * The bytes of a layer.
     *
     * @param location {@code {repository}@{digest}}
     */
    public static SourceRequest download(SourceSettings settings, String location) {
        int at = location.lastIndexOf('@');
        String repository = location.substring(0, at);
        URI url = blob(settings, repository, location.substring(at + 1));
        return new SourceRequest(url, ANY, Integer.MAX_VALUE, pull(repository));
    }

    /** Where the registry has a blob. */
    static URI blob(SourceSettings settings, String repository, String digest) {
        return url(settings, repository + "/blobs/" + digest);
    }

    /** A manifest by its tag or digest. */
    static SourceRequest reference(SourceSettings settings, String repository, String reference) {
        URI url = url(settings, repository + "/manifests/" + reference);
        return new SourceRequest(url, MediaTypes.ACCEPT, MAX_MANIFEST_BYTES, pull(repository));
    }

    private static String pull(String repository) {
        return "repository:" + repository + ":pull";
    }

    private static URI url(SourceSettings settings, String path) {
        return URI.create(OciNames.apiBase(settings) + "/v2/" + path);
    }
}
