package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.Settings;
import java.io.IOException;
import java.util.List;

/**
 * Why the service cannot start.
 *
 * @param lines for a person, at least one
 * @param defect whether it is nothing that the person can mend; then the stack trace matters
 */
record StartFailure(List<String> lines, boolean defect) {
    StartFailure {
        lines = List.copyOf(lines);
    }

    /** What was thrown at the start: a port that is taken, a file of routes that cannot be used, or a defect. */
    static StartFailure of(Exception thrown, Settings settings) {
        if (thrown instanceof IOException) {
            // A port that is taken is what happens.
            return new StartFailure(
                    List.of(thrown.getMessage() + ": " + why(thrown)
                            + "; see registry.server.port and registry.management.port"),
                    false);
        }
        List<String> problems = routeProblems(settings);
        return problems.isEmpty()
                ? new StartFailure(List.of(String.valueOf(thrown.getMessage())), true)
                : new StartFailure(
                        problems.stream()
                                .map(problem -> settings.routes() + "/" + problem)
                                .toList(),
                        false);
    }

    private static String why(Throwable thrown) {
        return thrown.getCause() == null ? String.valueOf(thrown.getMessage()) : why(thrown.getCause());
    }

    /** Camel's messages do not always name the file; the check does. */
    private static List<String> routeProblems(Settings settings) {
        try {
            return CheckCommand.problems(settings.forTrial());
        } catch (Exception e) {
            return List.of();
        }
    }
}
