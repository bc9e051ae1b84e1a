package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The least that each ratio must be, with room for noise: {@code src/bench/floors.properties}. */
final class Floors {
    private static final Map<String, String> REFERENCES =
            Map.of("bare", Contender.BARE, "nginx", Contender.NGINX, "distribution", Contender.DISTRIBUTION);

    private Floors() {}

    /** @throws IllegalStateException with each ratio that is too low, and each floor that nothing was measured for */
    static void check(Map<Case, Rounds> results) throws IOException {
        Properties floors = new Properties();
        try (Reader reader = Files.newBufferedReader(Bench.PROJECT.resolve("src/bench/floors.properties"))) {
            floors.load(reader);
        }
        List<String> broken = new ArrayList<>();
        for (String key : floors.stringPropertyNames().stream().sorted().toList()) {
            int dot = key.lastIndexOf('.');
            String reference = REFERENCES.get(key.substring(dot + 1));
            Rounds rounds = results.entrySet().stream()
                    .filter(each -> each.getKey().key().equals(key.substring(0, dot)))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            double floor = Double.parseDouble(floors.getProperty(key));
            double ratio = rounds == null || !rounds.has(reference) ? 0 : rounds.ratio(Contender.OURS, reference);
            System.out.printf("%-22s %5.2f, at least %.2f%n", key, ratio, floor);
            if (ratio < floor) {
                broken.add(key);
            }
        }
        if (!broken.isEmpty()) {
            throw new IllegalStateException("below its floor: " + String.join(", ", broken));
        }
    }
}
