package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpGrammarTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                  | true",
                "''                                 | true",
                "*/*                                | true",
                "application/json; charset=utf-8    | true",
                "APPLICATION/JSON                   | true",
                "text/html, application/*;q=0.001   | true",
                "*/*, application/json;q=0          | false",
                "*/*;q=0, application/json          | true",
                "application/*;q=0, */*             | false",
                "application/json;q=2               | false",
                "text/*                             | false"
            })
    void acceptPrefersTheMostSpecificRange(String accept, boolean admits) {
        assertThat(Accept.admits(accept, "application/json")).isEqualTo(admits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                     | false | true",
                "''                    | false | true",
                "gzip                  | true  | true",
                "GZip;q=0.1            | true  | true",
                "gzip;q=0              | false | true",
                "*                     | true  | true",
                "*;q=0                 | false | false",
                "gzip, *;q=0           | true  | false",
                "identity;q=0, gzip    | true  | false",
                "identity;q=0.5, *;q=0 | false | true",
                "br, deflate           | false | true"
            })
    void acceptEncodingSaysWhetherToCompress(String header, boolean gzip, boolean identity) {
        assertThat(Accept.gzip(header)).isEqualTo(gzip);
        assertThat(Accept.identity(header)).isEqualTo(identity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aws.tar.gz            | attachment; filename=\"aws.tar.gz\"",
                "../../etc/passwd      | attachment; filename=\"passwd\"",
                "a\\b.zip              | attachment; filename=\"b.zip\"",
                "a\"b;c.zip            | attachment; filename=\"a_b;c.zip\"; filename*=UTF-8''a%22b%3Bc.zip",
                "größe 1.zip           | attachment; filename=\"gr__e 1.zip\"; filename*=UTF-8''gr%C3%B6%C3%9Fe%201.zip"
            })
    void aFileNameCannotBreakItsHeader(String name, String header) {
        assertThat(ContentDisposition.attachment(name)).isEqualTo(header);
    }

    @Test
    void aTargetIsDecodedOnce() {
        Target target = Target.of("/a%2525/%E2%82%AC+", "x=%2B+&x=&y&&=z");

        assertThat(target.path()).isEqualTo("/a%25/€+");
        assertThat(target.query())
                .containsExactly(
                        java.util.Map.entry("x", List.of("+ ", "")),
                        java.util.Map.entry("y", List.of("")),
                        java.util.Map.entry("", List.of("z")));
        assertThatThrownBy(() -> Target.of("/a", "q=%C0%AF"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST));
    }

    @Test
    void anErrorsMessageIsCutAndHasNoControlCharacters() {
        String json = text(ErrorBody.of(ErrorKind.NOT_FOUND, "a\r\n\u0000\u202e\"<b>" + "x".repeat(1000)));

        assertThat(json)
                .startsWith("{\"error\":\"not_found\",\"message\":\"a    \\\"<b>xxx")
                .endsWith("x…\"}");
        assertThat(json.length()).isLessThan(560);
        assertThat(text(ErrorBody.of(ErrorKind.NOT_FOUND, null)))
                .isEqualTo("{\"error\":\"not_found\",\"message\":\"\"}");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
