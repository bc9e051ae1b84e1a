package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every known edge case of the sources has a test that carries its number in its name. */
class EdgeCasesTest {
    private static final int LAST = 59;

    /** Of pushing to us, which we do not offer. */
    private static final Predicate<Integer> NOT_OURS_YET = number -> number >= 56 && number <= 58;

    private static final Pattern NAME =
            Pattern.compile("(?:@DisplayName\\(|name = )\\s*\"([^\"]*)\"|\"(E[0-9]+: [^\"]*)\"");
    private static final Pattern NUMBERS = Pattern.compile("^(E[0-9]+(?:, E[0-9]+)*):");

    @Test
    void everyNumberIsInTheNameOfATest() {
        Set<Integer> wanted = IntStream.rangeClosed(1, LAST)
                .boxed()
                .filter(NOT_OURS_YET.negate())
                .collect(Collectors.toCollection(TreeSet::new));

        Set<Integer> missing = new TreeSet<>(wanted);
        missing.removeAll(named());
        assertThat(missing).isEmpty();
    }

    private static Set<Integer> named() {
        return JavaFile.below(JavaFile.TEST).stream()
                .flatMap(file -> NAME.matcher(file.text()).results())
                .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                .flatMap(name -> NUMBERS.matcher(name).results())
                .flatMap(match -> Stream.of(match.group(1).split(", ")))
                .map(number -> Integer.valueOf(number.substring(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
