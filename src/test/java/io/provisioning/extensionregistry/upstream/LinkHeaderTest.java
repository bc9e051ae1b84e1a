package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {
    private static final URI ASKED = URI.create("https://r.example:5000/v2/_catalog?n=100&last=a");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "</v2/_catalog?n=2&last=b>; rel=\"next\" | https://r.example:5000/v2/_catalog?n=2&last=b",
                "<?n=2&last=b>; rel=next | https://r.example:5000/v2/_catalog?n=2&last=b",
                "<x?n=1>;rel=next | https://r.example:5000/v2/x?n=1",
                "<//h.example/x>; rel=next | https://h.example/x",
                "<http://g/a?page=2>; rel=\"next\",<http://g/a?page=9>; rel=\"last\" | http://g/a?page=2",
                "<http://g/a?page=1>; rel=\"prev\" , <http://g/a?page=3>; rel=\"next\" | http://g/a?page=3",
                "<http://g/a?x=1,2;3>; rel=\"next\" | http://g/a?x=1,2;3",
                "<http://g/a>; title=\"a, <b>; rel=\\\"x\\\"\"; rel=\"next\" | http://g/a",
                "<http://g/a>; rel=\"prev NEXT\" | http://g/a",
                "<http://g/a> ; REL = Next ; foo | http://g/a",
                ", ,<http://g/a>;rel=next,, | http://g/a",
                "<http://g/a%2Fb?c=%20>; rel=next | http://g/a%2Fb?c=%20",
            })
    void theNextPageIsFound(String header, String expected) {
        assertThat(next(header)).hasToString("Optional[" + expected + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<http://g/a>",
                "<http://g/a>; rel=\"last\"",
                "<http://g/a>; rel=\"last\"; rel=\"next\"",
                "<http://g/a>; rel=\"immutable\"",
                "<http://g/a>; title=next",
                "<http://g/a>; rel=\"nextish\"",
                "<http://g/a; rel=next",
                "http://g/a; rel=next",
                "<mailto:a>; rel=next",
                "<http://[bad>; rel=next",
                "<http://g/%zz>; rel=next",
                "rel=next"
            })
    void whatIsNoNextPageIsNone(String header) {
        assertThat(next(header)).isEmpty();
    }

    @Test
    void severalHeaderLinesAreOneList() {
        assertThat(next("<http://g/1>; rel=first", "<http://g/2>; rel=next")).contains(URI.create("http://g/2"));
        assertThat(next()).isEmpty();
    }

    @Test
    @DisplayName("E33: a relative link whose last name is not escaped is resolved and escaped")
    void whatIsNotEscapedIsEscaped() {
        assertThat(next("</v2/_catalog?last=a b|ä{&n=1>; rel=\"next\""))
                .contains(URI.create("https://r.example:5000/v2/_catalog?last=a%20b%7C%C3%A4%7B&n=1"));
    }

    @Test
    void nothingMakesItThrow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "<>;,=\" \\relnxta/:?%[]\t\u00e4\0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(next(header.toString())).as("seed %d: %s", seed, header).isNotNull();
        }
    }

    private static Optional<URI> next(String... headers) {
        return LinkHeader.next(new SourceReply(200, Map.of("link", Arrays.asList(headers)), new byte[0]), ASKED);
    }
}
