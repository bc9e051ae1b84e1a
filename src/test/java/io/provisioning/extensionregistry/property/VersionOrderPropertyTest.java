package io.provisioning.extensionregistry.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionOrderPropertyTest {
    private final Generated generated = new Generated();

    @Test
    void theOrderOfVersionsIsTotalAndConsistentWithEquality() {
        List<Version> some = take(() -> Version.of(generated.tag()));

        isTotal(some, Comparator.naturalOrder());
        for (Version left : some) {
            for (Version right : some) {
                assertThat(left.compareTo(right) == 0)
                        .as("%s, %s, %s", left, right, generated)
                        .isEqualTo(left.equals(right));
            }
        }
    }

    @Test
    void precedenceIsTransitive() {
        isTotal(take(() -> Version.of(generated.tag())), Version::comparePrecedence);
    }

    @Test
    void theOrderOfReleasesIsTotal() {
        isTotal(take(generated::version), Comparator.<ExtensionVersion>naturalOrder());
    }

    @Test
    void sortingDoesNotDependOnTheOrderBefore() {
        List<Version> sorted =
                take(() -> Version.of(generated.tag())).stream().sorted().toList();
        List<Version> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, generated.random());

        assertThat(shuffled.stream().sorted()).as(generated.toString()).isEqualTo(sorted);
    }

    @Test
    void theTextOfAVersionIsTheVersion() {
        take(generated::tag).forEach(tag -> {
            Version version = Version.of(tag);
            assertThat(Version.of(version.text())).as(tag).isEqualTo(version);
            assertThat(Version.of(version.text()).semantic().isPresent())
                    .as(tag)
                    .isEqualTo(version.semantic().isPresent());
        });
    }

    private <T> void isTotal(List<T> some, Comparator<T> order) {
        for (T a : some) {
            for (T b : some) {
                int ab = Integer.signum(order.compare(a, b));
                assertThat(Integer.signum(order.compare(b, a)))
                        .as("%s, %s", a, b)
                        .isEqualTo(-ab);
                for (T c : some) {
                    if (ab <= 0 && order.compare(b, c) <= 0 && order.compare(a, c) > 0) {
                        throw new AssertionError(
                                a + " <= " + b + " <= " + c + ", but not the first and the last; " + generated);
                    }
                }
            }
        }
    }

    private static <T> List<T> take(Supplier<T> source) {
        return Stream.generate(source).limit(120).toList();
    }
}
