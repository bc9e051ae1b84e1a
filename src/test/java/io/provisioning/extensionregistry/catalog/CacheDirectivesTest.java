package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.http.ErrorKind;
import io.provisioning.extensionregistry.http.RegistryException;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheDirectivesTest {
    private final HandClock clock = new HandClock();
    private final CacheDirectives directives = new CacheDirectives(3, List.of(), clock);

    @ParameterizedTest
    @CsvSource({
        "no-cache, no-cache",
        "No-Cache, no-cache",
        "'max-age=0, no-cache', no-cache",
        "'no-cache=\"x\"', no-cache",
        "only-if-cached, only-if-cached",
        "'no-cache, only-if-cached', only-if-cached",
        "max-age=0, none",
        "no-cachet, none",
        "'', none"
    })
    void twoDirectivesAreHeard(String header, String heard) {
        assertThat(CacheDirectives.parse(request(header))).isEqualTo(heard);
    }

    @Test
    void whoAsksForNothingOrDoesNotAskAtAllGetsCopies() {
        ApiRequest plain = new ApiRequest("GET", false, "/", Map.of(), Map.of(), Map.of(), "id");
        assertThat(directives.of(plain, null)).isEqualTo(CacheDirectives.NONE);
        assertThat(directives.of(null, null)).isEqualTo(CacheDirectives.NONE);
    }

    @Test
    void aClientMayHaveTheSourcesAskedOnlySoOften() {
        for (int i = 0; i < 3; i++) {
            assertThat(directives.isAllowed("10.0.0.1")).isTrue();
        }
        assertThat(directives.isAllowed("10.0.0.1")).isFalse();
        assertThat(directives.isAllowed("10.0.0.2")).isTrue();

        clock.advance(Duration.ofSeconds(20));
        assertThat(directives.isAllowed("10.0.0.1")).isTrue();
        assertThat(directives.isAllowed("10.0.0.1")).isFalse();
    }

    @Test
    void itCanBeSwitchedOff() {
        assertThat(new CacheDirectives(0, List.of(), clock).isAllowed("10.0.0.1"))
                .isFalse();
    }

    @Test
    void copiesAloneMustSaySomething() {
        SourceAnswer copy = fresh(catalog("gitea", extension("gitea", "aws", version("1.0.0"))));
        SourceAnswer no = fresh(BackendAnswer.absent("gitea"));
        SourceAnswer nothing = SourceAnswer.failed(
                "oci",
                BackendAnswer.failed("oci", Failure.of(Reason.LOADING, "nothing is kept")),
                SourceAnswer.CacheUse.MISS);

        assertThat(require(copy, nothing)).isNotNull();
        assertThat(require(no)).isNotNull();
        assertThat(require()).isNotNull();
        assertThatThrownBy(() -> require(no, nothing)).satisfies(CacheDirectivesTest::isNotCached);
        assertThatThrownBy(() -> require(nothing)).satisfies(CacheDirectivesTest::isNotCached);
        assertThat(directives.require(new Gathered(List.of(nothing)), CacheDirectives.NONE))
                .isNotNull();
    }

    private Gathered require(SourceAnswer... answers) {
        return directives.require(new Gathered(List.of(answers)), CacheDirectives.ONLY_IF_CACHED);
    }

    private static void isNotCached(Throwable thrown) {
        assertThat(((RegistryException) thrown).kind()).isEqualTo(ErrorKind.NOT_CACHED);
    }

    private static ApiRequest request(String cacheControl) {
        return new ApiRequest(
                "GET", false, "/", Map.of(), Map.of(), Map.of("cache-control", List.of(cacheControl)), "id");
    }
}
