package io.provisioning.extensionregistry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a source fails, with everything that may be kept of it, for every request. Without
 * {@code FAULT_MATRIX=all} in the environment each fault meets one choice of sources that fail, in turn, and where nothing
 * is kept half of the requests: still each fault meets everything that may be kept, and every request.
 */
class FaultMatrixIT {
    private static final boolean ALL = "all".equals(System.getenv("FAULT_MATRIX"));

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Leftovers leftovers;

    @BeforeAll
    static void rehearse() throws Exception {
        certificates = Certificates.create(folder);
        // What the JVM keeps for good once it was needed is no leftover.
        walk(Fault.SILENCE, Bad.BOTH, List.of(Copy.COLD));
        leftovers = Leftovers.countFromNow();
    }

    static Stream<Arguments> walks() {
        return Stream.of(Fault.values()).flatMap(fault -> Stream.of(Bad.values())
                .filter(bad -> ALL || fault.ordinal() % Bad.values().length == bad.ordinal())
                .map(bad -> Arguments.of(fault, bad)));
    }

    @ParameterizedTest(name = "{0}, bad: {1}")
    @MethodSource("walks")
    void whatIsPromisedIsKept(Fault fault, Bad bad) throws Exception {
        assertThat(walk(fault, bad, List.of(Copy.values()))).isEmpty();
        leftovers.requireNone(fault + " of " + bad);
    }

    private static List<String> walk(Fault fault, Bad bad, List<Copy> copies) throws Exception {
        List<String> differences = new ArrayList<>();
        try (Bench bench = new Bench(fault, bad, certificates)) {
            for (Copy copy : copies) {
                bench.enter(copy);
                for (Question question : questions(copy)) {
                    differences.addAll(bench.ask(new Cell(fault, copy, question, bad)));
                }
                bench.requireQuiet();
            }
        }
        return differences;
    }

    private static List<Question> questions(Copy copy) {
        return Stream.of(Question.values())
                .filter(question -> ALL || copy.serves() || question.ordinal() % 2 == copy.ordinal() / 2)
                .toList();
    }
}
