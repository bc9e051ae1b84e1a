package io.provisioning.extensionregistry.faults;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line of the table for users: what some requests, that are all answered alike, are answered.
 *
 * @param answer the cells of the table after the request
 */
record FailureRow(String bad, String kept, String requests, String answer) {
    /** What stands for the reason, the status and the wait, which differ from fault to fault. */
    private static final String REASON = "REASON";

    private static final String STATUS = "ERROR";

    /** All lines of a fault; what is kept and what is asked is joined where the answer is the same. */
    static List<FailureRow> of(Fault fault) {
        return Arrays.stream(Bad.values())
                .flatMap(bad -> of(fault, bad).stream())
                .toList();
    }

    private static List<FailureRow> of(Fault fault, Bad bad) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Copy copy : Copy.values()) {
            kept.merge(answers(fault, bad, copy), copy.words(), (one, other) -> one + " or " + other);
        }
        return kept.entrySet().stream()
                .flatMap(entry -> entry.getKey().lines().map(line -> {
                    int end = line.indexOf('|');
                    return new FailureRow(
                            bad.words(), entry.getValue(), line.substring(0, end), line.substring(end + 1));
                }))
                .toList();
    }

    /** Lines {@code requests|answer}. */
    private static String answers(Fault fault, Bad bad, Copy copy) {
        Map<String, String> requests = new LinkedHashMap<>();
        for (Question question : Question.values()) {
            requests.merge(
                    answer(fault, new Cell(fault, copy, question, bad)),
                    question.words(),
                    (one, other) -> one + ", " + other);
        }
        return requests.entrySet().stream()
                .map(entry -> entry.getValue() + "|" + entry.getKey())
                .collect(Collectors.joining("\n"));
    }

    private static String answer(Fault fault, Cell cell) {
        Promise promise = Promise.of(cell);
        String status = promise.error() == null ? String.valueOf(promise.status()) : STATUS;
        return " " + status + " | " + body(cell, promise) + " | " + code(promise, "X-Registry-Sources", fault) + " | "
                + code(promise, "X-Cache", fault) + " | " + code(promise, "Age", fault) + " | "
                + code(promise, "Cache-Control", fault) + " |";
    }

    private static String body(Cell cell, Promise promise) {
        if (promise.error() != null) {
            return "the error";
        }
        if (cell.question() == Question.DOWNLOAD) {
            return "the file of " + promise.servedBy().id();
        }
        return promise.standings().stream()
                .filter(Standing::contributes)
                .map(each -> each.side().id() + (each.isStale() ? ", as it was" : ""))
                .collect(Collectors.joining("; "));
    }

    private static String code(Promise promise, String header, Fault fault) {
        String value = promise.headers().getOrDefault(header, "");
        String general = fault.reason() == null ? value : value.replace("reason=" + fault.reason(), "reason=" + REASON);
        return general.isEmpty() ? "–" : "`" + general + "`";
    }

    @Override
    public String toString() {
        return "| " + bad + " | " + kept + " | " + requests + " |" + answer;
    }
}
