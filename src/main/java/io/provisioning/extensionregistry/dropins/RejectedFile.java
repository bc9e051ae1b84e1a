package io.provisioning.extensionregistry.dropins;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** A route file cannot be used. */
public final class RejectedFile extends Exception {
    private static final int MAX_REASON = 500;
    private static final Pattern UNSET = Pattern.compile("Property with key \\[(.+?)] not found .*");

    private final int line;
    private final String reason;

    /**
     * @param line where, from 1; 0 if nobody knows
     * @param reason one line for a person
     */
    RejectedFile(int line, String reason) {
        super(line == 0 ? reason : "line " + line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    /** As a whole. */
    public static RejectedFile because(String reason) {
        return new RejectedFile(0, reason);
    }

    /**
     * What was thrown.
     *
     * @param otherwise the line if the exception does not know it
     */
    public static RejectedFile of(Throwable thrown, int otherwise) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof MarkedYamlEngineException yaml && yaml.getProblem() != null) {
            int line = yaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(otherwise);
            return new RejectedFile(line, inOneLine(yaml.getProblem()));
        }
        return new RejectedFile(otherwise, inOneLine(String.valueOf(root.getMessage())));
    }

    private static String inOneLine(String message) {
        String first = message.strip().lines().findFirst().orElse("it cannot be used");
        String line = UNSET.matcher(first).replaceFirst("$1 is not set");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line;
    }

    /** Where, from 1; 0 if nobody knows. */
    public int line() {
        return line;
    }

    /** One line for a person. */
    public String reason() {
        return reason;
    }
}
