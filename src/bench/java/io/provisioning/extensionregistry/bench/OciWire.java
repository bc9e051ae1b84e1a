package io.provisioning.extensionregistry.bench;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An OCI registry's answers: its catalogue, tags and manifests; with a big file, two repositories more. */
final class OciWire {
    static final String BIG = "bench/big-taskserv";
    /** The same file, for which its registry sends its clients elsewhere. */
    static final String PACED = "bench/paced-taskserv";

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(tags|manifests)/([^/]+)");
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final TreeMap<String, Integer> repositories = new TreeMap<>();
    private final TreeMap<String, Boolean> tags = new TreeMap<>();
    private final Map<String, byte[]> byDigest = new HashMap<>();
    private final long bigBytes;
    private final String bigDigest;

    OciWire(int extensions, int versions, long bigBytes) {
        IntStream.range(0, extensions).forEach(number -> repositories.put(repository(number), number));
        IntStream.range(0, versions).forEach(index -> tags.put(Catalogue.version(index), true));
        this.bigBytes = bigBytes;
        this.bigDigest = bigBytes > 0 ? zeroes(bigBytes) : "";
        if (bigBytes > 0) {
            repositories.put(BIG, extensions);
            repositories.put(PACED, extensions + 1);
        }
    }

    static String repository(int number) {
        return "bench/" + Catalogue.name(number) + "-" + Catalogue.type(number);
    }

    /** Null for what it does not have. */
    WireAnswer answer(HttpServerRequest request) {
        if (request.path().equals("/v2/")) {
            return WireAnswer.json("{}", Map.of());
        }
        if (request.path().equals("/v2/_catalog")) {
            return page(request, repositories, "{\"repositories\":", "}");
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !repositories.containsKey(path.group(1))) {
            return null;
        }
        String name = path.group(1);
        if (path.group(2).equals("tags")) {
            return page(request, tags, "{\"name\":\"" + name + "\",\"tags\":", "}");
        }
        String reference = path.group(3);
        byte[] bytes = reference.startsWith("sha256:")
                ? byDigest.get(reference)
                : tags.containsKey(reference) ? manifest(name, reference) : null;
        if (bytes == null) {
            return null;
        }
        String digest = "sha256:" + sha256(bytes);
        if (byDigest.size() < 1000) {
            byDigest.put(digest, bytes);
        }
        return new WireAnswer(MANIFEST, Map.of("Docker-Content-Digest", digest), bytes);
    }

    private static WireAnswer page(HttpServerRequest request, TreeMap<String, ?> all, String before, String after) {
        int size = Math.min(100, Integer.parseInt(request.getParam("n", "100")));
        String last = request.getParam("last", "");
        List<String> page =
                all.tailMap(last, false).keySet().stream().limit(size).toList();
        String body = page.stream().collect(Collectors.joining("\",\"", before + "[\"", "\"]" + after));
        boolean more = !page.isEmpty() && all.higherKey(page.get(page.size() - 1)) != null;
        String link = more
                ? "<" + request.path() + "?last=" + page.get(page.size() - 1) + "&n=" + size + ">; rel=\"next\""
                : "";
        return WireAnswer.json(body, more ? Map.of("Link", link) : Map.of());
    }

    /** The one file of a version. */
    static byte[] layer(String repository, String tag) {
        return (repository + tag).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] manifest(String repository, String tag) {
        boolean big = repository.equals(BIG) || repository.equals(PACED);
        int number = repositories.get(repository);
        String layer = big ? bigDigest : sha256(layer(repository, tag));
        String prefix = "org.opencontainers.image.";
        return """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.empty.v1+json",\
                "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},\
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:%s","size":%d,\
                "annotations":{"%stitle":"%s.tar.gz"}}],"annotations":{"%screated":"2025-05-05T05:05:05Z",\
                "%sdescription":"%s","%sauthors":"team"}}""".formatted(
                        MANIFEST,
                        layer,
                        big ? bigBytes : layer(repository, tag).length,
                        prefix,
                        repository.substring(6),
                        prefix,
                        prefix,
                        Catalogue.description(number),
                        prefix)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** The digest of a file of zeroes, which is what a sparse file is. */
    static String zeroes(long bytes) {
        MessageDigest digest = digest();
        byte[] block = new byte[1 << 20];
        for (long done = 0; done < bytes; done += block.length) {
            digest.update(block);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
