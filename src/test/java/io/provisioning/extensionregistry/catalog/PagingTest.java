package io.provisioning.extensionregistry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.provisioning.extensionregistry.model.ExtensionType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    @Test
    void linksKeepTheOtherParameters() {
        ListQuery query = new ListQuery(
                ExtensionType.PROVIDER, new SourceChoice("gitea", true), Sort.PUBLISHED_AT_REVERSED, new Page(10, 20));

        assertThat(Paging.headers("/api/v1/extensions", query, 45))
                .containsExactly(
                        entry("X-Total-Count", "45"),
                        entry(
                                "Link",
                                String.join(
                                        ", ",
                                        link("limit=10&offset=0", "first"),
                                        link("limit=10&offset=10", "prev"),
                                        link("limit=10&offset=30", "next"),
                                        link("limit=10&offset=40", "last"))));
    }

    @Test
    void valuesAreEncoded() {
        SearchQuery query = new SearchQuery("a&b=c d/é+\"<>", List.of("x"), null, SourceChoice.ALL, new Page(5, 0));

        assertThat(Paging.headers("/s", query, 1).get("Link"))
                .startsWith("</s?q=a%26b%3Dc%20d%2F%C3%A9%2B%22%3C%3E&limit=5&offset=0>; rel=\"first\"");
    }

    @ParameterizedTest(name = "limit {0}, offset {1} of {2}: prev {3}, next {4}, last {5}")
    @CsvSource({
        "10, 0, 0, , , 0",
        "10, 0, 10, , , 0",
        "10, 0, 11, , 10, 10",
        "10, 10, 11, 0, , 10",
        "10, 5, 30, 0, 15, 25",
        "10, 500, 25, 20, , 20",
        "10, 500, 0, 0, , 0",
        "1000, 2147483647, 3, 0, , 0",
        "1, 1, 3, 0, 2, 2"
    })
    void linksLeadToTheNeighbours(int limit, int offset, int total, Integer previous, Integer next, int last) {
        ListQuery query = new ListQuery(null, SourceChoice.ALL, Sort.NAME, new Page(limit, offset));

        String links = Paging.headers("/e", query, total).get("Link");

        assertThat(links).contains(to(limit, 0, "first")).contains(to(limit, last, "last"));
        if (previous == null) {
            assertThat(links).doesNotContain("prev");
        } else {
            assertThat(links).contains(to(limit, previous, "prev"));
        }
        if (next == null) {
            assertThat(links).doesNotContain("next");
        } else {
            assertThat(links).contains(to(limit, next, "next"));
        }
    }

    @Test
    void aPageBeyondTheEndIsEmpty() {
        assertThat(Paging.slice(List.of(1, 2, 3), new Page(1000, Integer.MAX_VALUE)))
                .isEmpty();
        assertThat(Paging.slice(List.of(1, 2, 3), new Page(2, 2))).containsExactly(3);
    }

    private static String link(String page, String relation) {
        return "</api/v1/extensions?type=provider&source=gitea&sort=-published_at&" + page + ">; rel=\"" + relation
                + "\"";
    }

    private static String to(int limit, int offset, String relation) {
        return "</e?limit=" + limit + "&offset=" + offset + ">; rel=\"" + relation + "\"";
    }
}
