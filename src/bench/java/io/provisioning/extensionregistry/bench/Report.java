package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document with the last results. Each section owns the block between its two marks. */
final class Report {
    private static final Path DOCUMENT = Bench.PROJECT.resolve("src/docs/performance.md");

    private Report() {}

    /** Prints what a section found and puts it, with the machine and the day, in place of what it found before. */
    static void block(String section, String text) throws IOException {
        String found = text.strip() + "\n\n*" + Machine.describe() + "; load before the end " + Machine.load() + ".*";
        System.out.println(found);
        String begin = "<!-- bench:" + section + " -->\n";
        String end = "<!-- /bench:" + section + " -->";
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(begin);
        int to = document.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException("there is no block " + section + " in " + DOCUMENT);
        }
        Files.writeString(
                DOCUMENT, document.substring(0, from + begin.length()) + found + "\n" + document.substring(to));
    }
}
