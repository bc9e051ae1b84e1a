package io.provisioning.extensionregistry.http;

import java.nio.charset.StandardCharsets;

/** The {@code Content-Disposition} of a file (RFC 6266). */
final class ContentDisposition {
    private static final String PLAIN = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /** An attachment with this name; directories in it are dropped, other than ASCII goes into {@code filename*}. */
    static String attachment(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "_");
        String ascii = name.replaceAll("[^\\x20-\\x7e]", "_").replace('"', '_').replace('%', '_');
        return "attachment; filename=\"" + ascii + "\""
                + (ascii.equals(name) ? "" : "; filename*=UTF-8''" + escaped(name));
    }

    /** RFC 8187, 3.2.1. */
    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
