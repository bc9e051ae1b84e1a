package io.provisioning.extensionregistry.catalog;

/** The ending of a file name that goes with a media type. */
final class FileEndings {
    private FileEndings() {}

    /** For example {@code .tar.gz}; empty if the media type is not one of an archive, or null. */
    static String of(String mediaType) {
        if (mediaType == null) {
            return "";
        }
        String type = mediaType.toLowerCase(java.util.Locale.ROOT);
        if (type.endsWith("+gzip") || type.endsWith("/gzip") || type.endsWith("/x-gzip") || type.endsWith(".gzip")) {
            return ".tar.gz";
        }
        if (type.endsWith("+zstd") || type.endsWith("/zstd")) {
            return ".tar.zst";
        }
        if (type.endsWith("/zip") || type.endsWith("+zip")) {
            return ".zip";
        }
        return type.endsWith(".tar") || type.endsWith("/x-tar") ? ".tar" : "";
    }
}
