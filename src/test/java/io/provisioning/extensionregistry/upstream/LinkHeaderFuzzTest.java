package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Mutations;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link is an absolute address with a host, or it is passed over. */
@Timeout(60)
class LinkHeaderFuzzTest {
    private static final URI ASKED = URI.create("https://r.example:5000/v2/_catalog?n=100&last=a");
    private static final String[] VALID = {
        "</v2/_catalog?n=2&last=b>; rel=\"next\"",
        "<http://g/a?page=1>; rel=\"prev\", <http://g/a?page=3>; rel=\"next\",<http://g/a?page=9>; rel=\"last\"",
        "<http://g/a>; title=\"a, <b>; rel=\\\"x\\\"\"; rel=\"next\"",
        "<//h.example/x>; rel=next"
    };

    private final Mutations mutations = new Mutations();

    @Test
    void anyHeaderIsUnderstoodOrPassedOver() {
        int understood = 0;
        int cases = 20_000;
        for (int i = 0; i < cases; i++) {
            understood += next(mutations.text(mutations.oneOf(VALID))).isPresent() ? 1 : 0;
        }
        assertThat(understood).as("%s", mutations).isBetween(cases / 20, cases - cases / 20);
    }

    @Test
    void theLongestHeadersAreReadAtOnce() {
        for (String piece :
                List.of("<", ">", "\"", ",", ";", "\\", "<>;", "<a>;rel=\"", "%", "<a>; rel=prev,", " ", "=")) {
            next(piece.repeat((64 << 10) / piece.length()));
        }
    }

    private Optional<URI> next(String header) {
        SourceReply reply = new SourceReply(200, Map.of("link", List.of(header)), new byte[0]);
        Optional<URI> next;
        try {
            next = LinkHeader.next(reply, ASKED);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(mutations + ": " + header, e);
        }
        next.ifPresent(url -> {
            assertThat(url.isAbsolute()).as("%s: %s", mutations, header).isTrue();
            assertThat(url.getHost()).as("%s: %s", mutations, header).isNotBlank();
            assertThat(url.toASCIIString()).as("%s: %s", mutations, header).matches("[!-~]+");
        });
        return next;
    }
}
