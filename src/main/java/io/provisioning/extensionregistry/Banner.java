package io.provisioning.extensionregistry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person sees when the service has started. It shows no secret: of an address the host, the port and the path.
 *
 * @param version of the service
 * @param jdk version of the Java runtime
 * @param readyAfter from the start of the process until requests can be answered
 * @param addresses what can be asked, and where
 * @param sources in their order of preference, then those that are off
 * @param store the content store in one line
 * @param routes how many run
 * @param own files of the user's folder of routes that count, as paths below it without their ending
 * @param rejected those that cannot be used: {@code file:line: reason}
 */
record Banner(
        String version,
        String jdk,
        Duration readyAfter,
        List<Address> addresses,
        List<Source> sources,
        String store,
        long routes,
        List<String> own,
        List<String> rejected) {
    /** @param note what cannot be seen from the address; may be empty */
    record Address(String label, String url, String note) {}

    /**
     * One source.
     *
     * @param kind {@code gitea}, {@code oci} or {@code file}
     * @param place where it is: host and owner, or the file that it is; may be empty
     * @param detail why it is in this state, or how fast it answers; may be empty
     */
    record Source(String id, String kind, String place, State state, String word, String detail) {}

    /** What is known of a source. */
    enum State {
        GOOD("\u001B[32m"),
        BAD("\u001B[31m"),
        UNKNOWN("\u001B[33m"),
        OFF("\u001B[2m");

        private final String colour;

        State(String colour) {
            this.colour = colour;
        }
    }

    private static final String BOLD = "\u001B[1m";
    private static final String DIM = "\u001B[2m";
    private static final String PLAIN = "\u001B[0m";
    private static final int LABEL = 12;
    private static final int NAMED = 6;

    Banner {
        addresses = List.copyOf(addresses);
        sources = List.copyOf(sources);
        own = List.copyOf(own);
        rejected = List.copyOf(rejected);
    }

    /**
     * The lines, without one at the end that is empty.
     *
     * @param colours whether it is for a terminal that shows them
     */
    String render(boolean colours) {
        List<String> lines = new ArrayList<>();
        lines.add(in(colours, BOLD, "extension-registry " + version)
                + String.format(Locale.ROOT, ", JDK %s, ready in %.1f s", jdk, readyAfter.toMillis() / 1000.0));
        lines.add("");
        int urls = widest(addresses.stream().map(Address::url).toList());
        addresses.forEach(each -> lines.add(
                label(colours, each.label()) + (padded(each.url(), urls) + "  " + each.note()).stripTrailing()));
        lines.add("");
        lines.addAll(sourceLines(colours));
        lines.add("");
        lines.add(label(colours, "store") + store);
        lines.add(label(colours, "routes") + routes + (own.isEmpty() ? "" : ", with your own: " + named()));
        rejected.forEach(each -> lines.add(
                label(colours, each.equals(rejected.get(0)) ? "rejected" : "") + in(colours, State.BAD.colour, each)));
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> sourceLines(boolean colours) {
        if (sources.isEmpty()) {
            return List.of(label(colours, "sources") + "none");
        }
        int ids = widest(sources.stream().map(Source::id).toList());
        int kinds = widest(sources.stream().map(Source::kind).toList());
        int places = widest(sources.stream().map(Source::place).toList());
        int words = widest(sources.stream().map(Source::word).toList());
        List<String> lines = new ArrayList<>();
        for (Source each : sources) {
            String known = padded(each.id(), ids) + "  " + padded(each.kind(), kinds) + "  "
                    + padded(each.place(), places) + "  ";
            String word = each.detail().isEmpty() ? each.word() : padded(each.word(), words) + "  ";
            lines.add(label(colours, lines.isEmpty() ? "sources" : "")
                    + known
                    + in(colours, each.state().colour, word)
                    + each.detail());
        }
        return lines;
    }

    private String named() {
        String first = own.stream().limit(NAMED).collect(Collectors.joining(", "));
        return own.size() > NAMED ? first + " and " + (own.size() - NAMED) + " more" : first;
    }

    private static String label(boolean colours, String text) {
        return "  " + in(colours, DIM, padded(text, LABEL));
    }

    private static String in(boolean colours, String colour, String text) {
        return colours ? colour + text + PLAIN : text;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }
}
