package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Throughputs as a picture: for each case a bar for each contender, as its share of the limit. */
final class Chart {
    private static final List<String> NAMES =
            List.of(Contender.BARE, Contender.OURS, Contender.NGINX, Contender.DISTRIBUTION);
    private static final List<String> COLOURS = List.of("#9aa5b1", "#2563eb", "#16a34a", "#d97706");
    private static final int LEFT = 110;
    private static final int UNIT = 480;
    private static final int BAR = 16;

    private Chart() {}

    /** Writes it beside the document. */
    static void write(String file, Map<Case, Rounds> results) throws IOException {
        StringBuilder bars = new StringBuilder();
        int y = 60;
        for (Map.Entry<Case, Rounds> each : results.entrySet()) {
            Rounds rounds = each.getValue();
            bars.append(text(LEFT - 10, y + BAR, "end", each.getKey().name()));
            for (String name : NAMES.stream().filter(rounds::has).toList()) {
                double share = rounds.ratio(name, Contender.BARE);
                int width = (int) Math.round(Math.min(1.4, share) * UNIT);
                bars.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
                        .formatted(LEFT, y, Math.max(1, width), BAR - 2, COLOURS.get(NAMES.indexOf(name))));
                bars.append(text(LEFT + width + 6, y + 12, "start", "%.2f".formatted(share)));
                y += BAR;
            }
            y += 18;
        }
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < NAMES.size(); i++) {
            int x = LEFT + i * 160;
            legend.append(
                    "<rect x=\"%d\" y=\"22\" width=\"12\" height=\"12\" fill=\"%s\"/>%n".formatted(x, COLOURS.get(i)));
            legend.append(text(x + 18, 32, "start", NAMES.get(i)));
        }
        String line =
                "<line x1=\"%1$d\" y1=\"48\" x2=\"%1$d\" y2=\"%2$d\" stroke=\"#52606d\" stroke-dasharray=\"3 3\"/>%n"
                        .formatted(LEFT + UNIT, y - 10);
        Files.writeString(Bench.PROJECT.resolve("src/docs").resolve(file), """
                <svg xmlns="http://www.w3.org/2000/svg" width="820" height="%d" font-family="sans-serif" font-size="12">
                <title>Answers in a second as a share of bare Vert.x</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s%s%s</svg>
                """.formatted(y, legend, line, bars));
    }

    private static String text(int x, int y, String anchor, String text) {
        // The white around it keeps it readable on the line.
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#1f2933\" %s>%s</text>%n"
                .formatted(x, y, anchor, "stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\"", text);
    }
}
