package io.provisioning.extensionregistry.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What a stand-in registry stores: tags of repositories, manifests and blobs by digest. */
public final class FakeRegistryContent {
    private final Map<String, Map<String, String>> tags = new ConcurrentSkipListMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final Map<String, String> types = new ConcurrentHashMap<>();

    /** Stores a blob; the bytes as they came, for a chain of calls. */
    public byte[] blob(byte[] bytes) {
        blobs.put(OciDocuments.digest(bytes), bytes);
        return bytes;
    }

    /** Stores a manifest without a tag. */
    public byte[] manifest(String mediaType, byte[] bytes) {
        String digest = OciDocuments.digest(bytes);
        manifests.put(digest, bytes);
        types.put(digest, mediaType);
        return bytes;
    }

    /** Stores a manifest and tags it. */
    public FakeRegistryContent tag(String repository, String tag, String mediaType, byte[] bytes) {
        manifest(mediaType, bytes);
        repository(repository).put(tag, OciDocuments.digest(bytes));
        return this;
    }

    /** Stores one file as an artifact, as ORAS pushes it. */
    public FakeRegistryContent artifact(
            String repository, String tag, String title, byte[] file, Map<String, String> annotations) {
        blob(file);
        byte[] manifest =
                OciDocuments.manifest(OciDocuments.emptyConfig(), List.of(OciDocuments.file(title, file)), annotations);
        return tag(repository, tag, OciDocuments.MANIFEST, manifest);
    }

    /** Removes a tag. */
    public void untag(String repository, String tag) {
        repository(repository).remove(tag);
    }

    /** The tags of a repository, by name, with their digests; it exists from now on. */
    public Map<String, String> repository(String name) {
        return tags.computeIfAbsent(name, key -> new ConcurrentSkipListMap<>());
    }

    /** Replaces the bytes of a manifest, so that they no longer are what its digest says. */
    public void corrupt(String digest, byte[] bytes) {
        manifests.computeIfPresent(digest, (key, old) -> bytes);
        blobs.computeIfPresent(digest, (key, old) -> bytes);
    }

    List<String> repositories() {
        return List.copyOf(tags.keySet());
    }

    Optional<List<String>> tags(String repository) {
        return Optional.ofNullable(tags.get(repository)).map(Map::keySet).map(List::copyOf);
    }

    /** The digest that a tag or digest stands for in a repository. */
    Optional<String> resolve(String repository, String reference) {
        if (reference.contains(":")) {
            return tags.containsKey(repository) && manifests.containsKey(reference)
                    ? Optional.of(reference)
                    : Optional.empty();
        }
        return Optional.ofNullable(tags.getOrDefault(repository, Map.of()).get(reference));
    }

    public byte[] manifestBytes(String digest) {
        return manifests.get(digest);
    }

    String type(String digest) {
        return types.get(digest);
    }

    Optional<byte[]> blobBytes(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    /** The descriptors of all manifests that name a subject. */
    List<Map<String, Object>> referrers(String subject) {
        return manifests.entrySet().stream()
                .filter(each -> new String(each.getValue(), StandardCharsets.UTF_8)
                        .matches("(?s).*\"subject\":\\{[^}]*" + subject + ".*"))
                .sorted(Map.Entry.comparingByKey())
                .map(each -> OciDocuments.referrer(each.getValue()))
                .toList();
    }

    /** A page of sorted names after one of them. */
    static List<String> page(List<String> all, String last, int size) {
        List<String> page = new ArrayList<>(
                last == null
                        ? new TreeMap<>(index(all)).keySet()
                        : index(all).tailMap(last, false).keySet());
        return page.subList(0, Math.min(size, page.size()));
    }

    private static TreeMap<String, Boolean> index(List<String> all) {
        TreeMap<String, Boolean> index = new TreeMap<>();
        all.forEach(name -> index.put(name, true));
        return index;
    }
}
