package io.provisioning.extensionregistry.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a stand-in registry answers to those who are let in. */
final class FakeRegistryApi {
    private final FakeRegistryContent content;
    private volatile FakeRegistryPages pages = FakeRegistryPages.DISTRIBUTION;
    private volatile int maxPage = 100;
    private volatile boolean digestHeader = true;
    private volatile boolean referrers;

    FakeRegistryApi(FakeRegistryContent content) {
        this.content = content;
    }

    void pages(FakeRegistryPages style, int size) {
        pages = style;
        maxPage = size;
    }

    void digestHeader(boolean sent) {
        digestHeader = sent;
    }

    StubAnswer tags(StubRequest request, String repository) {
        List<String> tags = content.tags(repository).orElse(null);
        if (tags == null) {
            return error(404, "NAME_UNKNOWN");
        }
        String last = FakeTokenService.values(request.target(), "last").stream()
                .findFirst()
                .orElse(null);
        if (pages == FakeRegistryPages.ZOT && last != null && !tags.contains(last)) {
            return error(404, "NAME_UNKNOWN");
        }
        List<String> shown = pages == FakeRegistryPages.GITEA
                ? tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList()
                : tags;
        return list(request, "/v2/" + repository + "/tags/list", "tags", shown);
    }

    StubAnswer list(StubRequest request, String path, String field, List<String> all) {
        String last = FakeTokenService.values(request.target(), "last").stream()
                .findFirst()
                .orElse(null);
        int asked = FakeTokenService.values(request.target(), "n").stream()
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(maxPage);
        int size = Math.min(asked, maxPage);
        List<String> page = FakeRegistryContent.page(all, last, size);
        StubAnswer answer = StubAnswer.of(200, "application/json", OciDocuments.json(Map.of(field, page)));
        List<String> rest = FakeRegistryContent.page(all, last, Integer.MAX_VALUE);
        boolean more = pages == FakeRegistryPages.GITEA ? !page.isEmpty() : rest.size() > page.size();
        if (!more) {
            return answer;
        }
        String after = URLEncoder.encode(page.get(page.size() - 1), StandardCharsets.UTF_8);
        return answer.with("Link", "<" + path + "?last=" + after + "&n=" + size + ">; rel=\"next\"");
    }

    StubAnswer manifest(String repository, String reference) {
        String digest = content.resolve(repository, reference).orElse(null);
        if (digest == null) {
            return error(404, "MANIFEST_UNKNOWN");
        }
        StubAnswer answer = StubAnswer.of(200, content.type(digest), content.manifestBytes(digest));
        return digestHeader ? answer.with("Docker-Content-Digest", digest) : answer;
    }

    void tellsReferrers() {
        referrers = true;
    }

    StubAnswer referrers(String subject) {
        return referrers
                ? StubAnswer.of(200, OciDocuments.INDEX, OciDocuments.index(content.referrers(subject), Map.of()))
                : error(404, "NOT_FOUND");
    }

    StubAnswer blob(StubRequest request, String digest) {
        byte[] bytes = content.blobBytes(digest).orElse(null);
        if (bytes == null) {
            return error(404, "BLOB_UNKNOWN");
        }
        Matcher range = Pattern.compile("bytes=(\\d+)-(\\d*)")
                .matcher(request.header("range").orElse(""));
        if (!range.matches()) {
            return StubAnswer.of(200, "application/octet-stream", bytes).with("Accept-Ranges", "bytes");
        }
        int from = Integer.parseInt(range.group(1));
        if (from >= bytes.length) {
            return StubAnswer.status(416).with("Content-Range", "bytes */" + bytes.length);
        }
        int to = range.group(2).isEmpty()
                ? bytes.length - 1
                : Math.min(bytes.length - 1, Integer.parseInt(range.group(2)));
        return StubAnswer.of(206, "application/octet-stream", Arrays.copyOfRange(bytes, from, to + 1))
                .with("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length);
    }

    static StubAnswer error(int status, String code) {
        return StubAnswer.of(
                status, "application/json", "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"no\"}]}");
    }
}
