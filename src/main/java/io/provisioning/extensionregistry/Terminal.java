package io.provisioning.extensionregistry;

import java.io.Console;
import java.util.Map;

/** Whether what is printed may have colours. */
final class Terminal {
    private Terminal() {}

    /**
     * Colours are for a terminal that knows them, unless {@code NO_COLOR} is set to anything.
     *
     * @see <a href="https://no-color.org">no-color.org</a>
     */
    static boolean showsColours(Map<String, String> environment, boolean isTerminal) {
        return isTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Whether input and output are one. */
    static boolean isOne() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there may be a console without a terminal; before that there is not, nor this method.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
