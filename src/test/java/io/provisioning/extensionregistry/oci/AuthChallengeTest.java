package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthChallengeTest {
    @ParameterizedTest(name = "E38: {0}")
    @ValueSource(
            strings = {
                "Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:a/b:pull,push\"",
                "bearer scope=\"repository:a/b:pull,push\", realm=https://a/t ,service=s",
                "BEARER Service=\"s\",SCOPE=\"repository:a/b:pull,push\",Realm=\"https://a/t\""
            })
    void caseQuotesAndOrderDoNotMatter(String header) {
        assertThat(AuthChallenge.parse(List.of(header)))
                .containsExactly(new AuthChallenge(
                        "bearer", Map.of("realm", "https://a/t", "service", "s", "scope", "repository:a/b:pull,push")));
    }

    @ParameterizedTest(name = "E38: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=a, Bearer realm=b|basic bearer",
                "Negotiate, Basic realm=a, Bearer realm=b|basic bearer",
                "Negotiate abc==, Bearer realm=b|negotiate bearer",
                ",, Basic realm=a|basic"
            })
    void severalChallengesAreReadFromOneHeader(String header, String schemes) {
        assertThat(AuthChallenge.parse(List.of(header)).stream()
                        .map(AuthChallenge::scheme)
                        .filter(scheme -> scheme.matches("[a-z]+")))
                .containsExactly(schemes.split(" "));
    }

    @Test
    void severalChallengesAreReadFromSeveralHeaders() {
        assertThat(AuthChallenge.parse(List.of("Basic realm=a", "Bearer realm=b")))
                .extracting(AuthChallenge::scheme)
                .containsExactly("basic", "bearer");
    }

    @Test
    void aBlankParameterIsNone() {
        AuthChallenge challenge =
                AuthChallenge.parse(List.of("Bearer realm=\"r\",scope=\"\"")).get(0);

        assertThat(challenge.parameter("scope")).isEmpty();
        assertThat(challenge.parameter("service")).isEmpty();
    }

    @Test
    void whateverIsSentNothingIsThrown() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "Bearer basic realm=\"\\,;= \t\u00e9/:?https";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            random.ints(random.nextInt(60), 0, alphabet.length()).forEach(at -> header.append(alphabet.charAt(at)));
            byte[] noise = new byte[random.nextInt(20)];
            random.nextBytes(noise);
            List<String> headers = List.of(header.toString(), new String(noise, StandardCharsets.ISO_8859_1));
            assertThat(AuthChallenge.parse(headers)).as("seed %d", seed).isNotNull();
        }
    }
}
