package io.provisioning.extensionregistry.gitea;

import io.provisioning.extensionregistry.model.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code sha256sum} writes, with or without {@code --tag}. */
final class ChecksumText {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64})(?:\\s+[ *]?(.+))?");
    private static final Pattern BSD = Pattern.compile("SHA2?-?256 ?\\((.+)\\) ?= ?([0-9a-fA-F]{64})");

    private ChecksumText() {}

    /**
     * The checksum of one file.
     *
     * @param fileName compared with the last part of each path
     * @param own whether a checksum without a name is that file's, if it is the only line
     * @return empty if the text does not name the file, or names it with different checksums
     */
    static Optional<Checksum> find(byte[] text, String fileName, boolean own) {
        List<String> lines = new String(text, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        List<Checksum> found = lines.stream()
                .flatMap(line -> checksum(line, fileName, own && lines.size() == 1).stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Optional<Checksum> checksum(String line, String fileName, boolean bare) {
        Matcher plain = LINE.matcher(line);
        if (plain.matches()) {
            String name = plain.group(2);
            boolean meant = name == null ? bare : isNamed(name, fileName);
            return meant ? Checksum.parse(plain.group(1)) : Optional.empty();
        }
        Matcher bsd = BSD.matcher(line);
        return bsd.matches() && isNamed(bsd.group(1), fileName) ? Checksum.parse(bsd.group(2)) : Optional.empty();
    }

    private static boolean isNamed(String path, String fileName) {
        String name = path.strip();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .equals(fileName);
    }
}
