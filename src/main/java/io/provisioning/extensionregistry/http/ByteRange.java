package io.provisioning.extensionregistry.http;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a file (RFC 9110, 14).
 *
 * @param first the first byte, counted from 0
 * @param last the last byte, included; less than the size
 * @param size of the whole file, in bytes
 */
public record ByteRange(long first, long last, long size) {
    private static final Pattern ONE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})");

    public ByteRange {
        if (first < 0 || last < first || last >= size) {
            throw new IllegalArgumentException("not a range: " + first + "-" + last + "/" + size);
        }
    }

    /**
     * Reads a {@code Range} header.
     *
     * @param header null if there was none
     * @param size of the file, in bytes; negative if not known
     * @return empty if the whole file is to be sent: no header, another unit, several ranges, nonsense, size not known
     * @throws RegistryException {@code range_not_satisfiable} if the range begins behind the end
     */
    public static Optional<ByteRange> of(String header, long size) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (size < 0
                || !range.matches()
                || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        long from = range.group(1).isEmpty() ? -1 : Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (from >= 0 && to < from) {
            return Optional.empty();
        }
        boolean suffix = from < 0;
        if (suffix ? to == 0 || size == 0 : from >= size) {
            throw new RegistryException(
                    ErrorKind.RANGE_NOT_SATISFIABLE,
                    "The file has " + size + " bytes",
                    Map.of("Content-Range", "bytes */" + size));
        }
        return Optional.of(
                suffix
                        ? new ByteRange(Math.max(0, size - to), size - 1, size)
                        : new ByteRange(from, Math.min(to, size - 1), size));
    }

    /** How many bytes it has. */
    public long length() {
        return last - first + 1;
    }

    /** The {@code Range} header that asks for this part. */
    public String header() {
        return "bytes=" + first + "-" + last;
    }

    /** The {@code Content-Range}. */
    public String contentRange() {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
