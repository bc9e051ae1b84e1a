package io.provisioning.extensionregistry.http;

import java.util.Locale;
import java.util.Map;

/** What representations a client takes (RFC 9110, 12.5). */
final class Accept {
    private Accept() {}

    /**
     * Whether an {@code Accept} header admits at least one of the types.
     *
     * @param header null or blank admits everything
     * @param produced comma-separated media types
     */
    static boolean admits(String header, String produced) {
        if (header == null || header.isBlank()) {
            return true;
        }
        Map<String, Double> ranges = Weights.of(header);
        for (String type : produced.split(",")) {
            if (weight(ranges, type.split(";")[0].strip().toLowerCase(Locale.ROOT)) > 0) {
                return true;
            }
        }
        return false;
    }

    private static double weight(Map<String, Double> ranges, String type) {
        String family = type.substring(0, type.indexOf('/') + 1) + "*";
        Double exact = ranges.get(type);
        return exact != null ? exact : ranges.getOrDefault(family, ranges.getOrDefault("*/*", 0.0));
    }

    /** Whether an {@code Accept-Encoding} header admits gzip; without one it does not. */
    static boolean gzip(String header) {
        if (header == null) {
            return false;
        }
        Map<String, Double> codings = Weights.of(header);
        Double gzip = codings.getOrDefault("gzip", codings.get("x-gzip"));
        return (gzip != null ? gzip : codings.getOrDefault("*", 0.0)) > 0;
    }

    /** Whether an {@code Accept-Encoding} header admits an answer that is not compressed. */
    static boolean identity(String header) {
        if (header == null) {
            return true;
        }
        Map<String, Double> codings = Weights.of(header);
        return codings.getOrDefault("identity", codings.getOrDefault("*", 1.0)) > 0;
    }
}
