package io.provisioning.extensionregistry.bench;

import java.util.List;

/** The extensions of the sources, by number: names of the same length, three types, descriptions of a usual length. */
final class Catalogue {
    private static final List<String> TYPES = List.of("provider", "taskserv", "cluster");
    private static final List<String> WORDS = List.of(
            "cloud",
            "storage",
            "network",
            "database",
            "queue",
            "cache",
            "monitor",
            "gateway",
            "secrets",
            "backup",
            "identity",
            "scheduler",
            "registry",
            "balancer",
            "pipeline",
            "search",
            "metrics",
            "tracing",
            "billing");

    private Catalogue() {}

    static String name(int number) {
        return word(number) + "%05d".formatted(number);
    }

    static String type(int number) {
        return TYPES.get(number % TYPES.size());
    }

    /** The number that a name ends with; -1 if it has none. */
    static int number(String name) {
        String digits = name.replaceAll("\\D", "");
        return digits.length() == 5 ? Integer.parseInt(digits) : -1;
    }

    static String description(int number) {
        return "Provisions " + word(number / 7) + " and " + word(number / 3 + 5) + " for " + word(number + 11)
                + " workloads in any environment";
    }

    static String topic(int number) {
        return word(number + 3);
    }

    static String version(int index) {
        return "1." + index + ".0";
    }

    private static String word(int number) {
        return WORDS.get(number % WORDS.size());
    }
}
