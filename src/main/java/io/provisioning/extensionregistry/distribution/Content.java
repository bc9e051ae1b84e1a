package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.RouteAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A manifest or an index as it goes out: its very bytes.
 *
 * @param source the id of the source that it is from
 * @param mediaType without parameters
 * @param digest by which it is named to clients
 */
public record Content(String source, String mediaType, Digest digest, byte[] bytes) {
    public Content {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(bytes, "bytes");
    }

    /**
     * The answer: these bytes, which nobody on the way may change, compression included.
     *
     * @param further headers that say how they were come by
     */
    RouteAnswer answer(Map<String, String> further) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Docker-Content-Digest", digest.text());
        headers.put("ETag", '"' + digest.text() + '"');
        headers.put("Cache-Control", "no-transform");
        headers.put(Download.SOURCE_HEADER, source);
        headers.putAll(further);
        return new RouteAnswer(200, mediaType, headers, bytes);
    }
}
