package io.provisioning.extensionregistry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.AbsenceException;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropInPagesTest {
    private static final String FIRST = "https://mirror.example/api/v1/extensions?limit=2";

    @Test
    void pagesAreJoinedInTheirOrder() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        pages.add(page("[1,2]", "</api/v1/extensions?limit=2&offset=2>; rel=\"next\""));
        assertThat(pages.isPending()).isTrue();
        assertThat(pages.request().url()).hasToString("https://mirror.example/api/v1/extensions?limit=2&offset=2");
        pages.add(page("[3]", "<" + FIRST + ">; rel=\"first\""));

        assertThat(pages.isPending()).isFalse();
        assertThat(pages.isCut()).isFalse();
        assertThat(pages.json()).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void whatIsNoListIsOnePage() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        pages.add(page("{\"name\":\"aws\"}", "</next>; rel=\"next\""));

        assertThat(pages.isPending()).isFalse();
        assertThat(pages.json()).isEqualTo(Map.of("name", "aws"));
    }

    @Test
    void anEmptyAnswerIsNothing() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        pages.add(page(" ", ""));

        assertThat(pages.isPending()).isFalse();
        assertThat(pages.json()).isNull();
    }

    @Test
    void aCircleEndsWithWhatWasFound() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        pages.add(page("[1]", "</two>; rel=\"next\""));
        pages.add(page("[2]", "<" + FIRST + ">; rel=\"next\""));

        assertThat(pages.isPending()).isFalse();
        assertThat(pages.isCut()).isTrue();
        assertThat(pages.json()).isEqualTo(List.of(1, 2));
    }

    @Test
    void pagesWithoutEndAreCut() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        int asked = 0;
        while (pages.isPending()) {
            pages.add(page("[]", "</page/" + ++asked + ">; rel=\"next\""));
        }

        assertThat(asked).isEqualTo(DropInPages.MAX_PAGES);
        assertThat(pages.isCut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/x",
                "http://mirror.example/x",
                "https://mirror.example:8443/x",
                "https://mirror.example@other.example/x"
            })
    void noPageLeadsToAnotherServer(String next) throws Exception {
        DropInPages pages = DropInPages.at(FIRST);

        assertInvalid(() -> pages.add(page("[1]", "<" + next + ">; rel=\"next\"")));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void nothingAtTheAddressIsAbsence(int status) throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        SourceReply nothing = new SourceReply(status, Map.of(), new byte[0]);
        assertThatThrownBy(() -> pages.add(nothing)).isInstanceOf(AbsenceException.class);

        pages.add(page("[1]", "</two>; rel=\"next\""));
        assertInvalid(() -> pages.add(nothing));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 400, 418})
    void anotherStatusIsNoAnswerUnlessItIsASuccess(int status) throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        SourceReply reply = new SourceReply(status, Map.of(), new byte[0]);
        if (status == 204) {
            pages.add(reply);
            assertThat(pages.json()).isNull();
        } else {
            assertInvalid(() -> pages.add(reply));
        }
    }

    @Test
    void aPageThatIsNoListIsRefused() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        pages.add(page("[1]", "</two>; rel=\"next\""));

        assertInvalid(() -> pages.add(page("{}", "")));
    }

    @Test
    void allPagesTogetherAreBounded() throws Exception {
        DropInPages pages = DropInPages.at(FIRST);
        String large = "[" + " ".repeat(DropInPages.MAX_BYTES / 2) + "]";
        pages.add(page(large, "</two>; rel=\"next\""));

        assertInvalid(() -> pages.add(page(large, "")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "mirror", "/list", "file:///etc/passwd", "https:///x", "https://h/a b", "ftp://h/x"})
    void anAddressThatIsNoneIsRefusedWithoutRepeatingIt(String address) {
        assertInvalid(() -> DropInPages.at(address));
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e.failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(e.failure().message()).doesNotContain("://");
        });
    }

    private static SourceReply page(String json, String link) {
        Map<String, List<String>> headers = link.isEmpty() ? Map.of() : Map.of("link", List.of(link));
        return new SourceReply(200, headers, json.getBytes(StandardCharsets.UTF_8));
    }
}
