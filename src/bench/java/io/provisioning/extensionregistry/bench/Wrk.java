package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The closed loop: {@code wrk} with one thread and 32 connections, each of which asks as soon as it was answered. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern WRONG = Pattern.compile("(Non-2xx or 3xx responses|Socket errors): .*[1-9]");

    private Wrk() {}

    /**
     * Answers in a second.
     *
     * @param seconds whole ones
     * @param headers more of them than the case has, each {@code Name: value}
     * @throws IllegalStateException if any answer is an error
     */
    static double rate(Contender contender, Case asked, int seconds, String... headers) throws IOException {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c32", "-d" + seconds + "s"));
        Stream.concat(asked.headers(contender).stream(), Stream.of(headers))
                .forEach(header -> command.addAll(List.of("-H", header)));
        command.add(contender.url(asked.target()));
        try (Child wrk = Child.start(command)) {
            String output = wrk.result(seconds + 20);
            Matcher rate = RATE.matcher(output);
            if (!rate.find() || WRONG.matcher(output).find()) {
                throw new IllegalStateException(contender.name() + " failed at " + asked.name() + "\n" + output);
            }
            return Double.parseDouble(rate.group(1));
        }
    }
}
