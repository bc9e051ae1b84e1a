package io.provisioning.extensionregistry.http;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of downloads. */
final class DownloadHeaders {
    private DownloadHeaders() {}

    /** With the file, or with a part of it. {@code Repr-Digest} is of the whole file either way (RFC 9530, 3). */
    static Map<String, String> of(Download download, String contentRange) {
        Map<String, String> headers = validators(download);
        headers.put("Content-Type", download.mediaType() == null ? "application/octet-stream" : download.mediaType());
        if (download.fileName() != null) {
            headers.put("Content-Disposition", ContentDisposition.attachment(download.fileName()));
        }
        headers.put("Accept-Ranges", "bytes");
        if (contentRange != null) {
            headers.put("Content-Range", contentRange);
        }
        if (download.checksum() != null) {
            String digest =
                    Base64.getEncoder().encodeToString(download.checksum().bytes());
            headers.put("Repr-Digest", "sha-256=:" + digest + ":");
        }
        headers.replaceAll((name, value) -> value.replaceAll("\\p{Cntrl}", " "));
        return headers;
    }

    /** With 304, and with everything else. */
    static Map<String, String> validators(Download download) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (download.etag() != null) {
            headers.put("ETag", download.etag());
        }
        headers.put(Download.SOURCE_HEADER, download.source());
        return headers;
    }
}
