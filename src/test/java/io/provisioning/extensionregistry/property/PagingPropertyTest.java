package io.provisioning.extensionregistry.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.ListQuery;
import io.provisioning.extensionregistry.catalog.Page;
import io.provisioning.extensionregistry.catalog.Paging;
import io.provisioning.extensionregistry.catalog.Sort;
import io.provisioning.extensionregistry.catalog.SourceChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

class PagingPropertyTest {
    private static final Generated GENERATED = new Generated();

    private final List<Integer> all =
            IntStream.range(0, GENERATED.below(60)).boxed().toList();
    private final int limit = 1 + GENERATED.below(20);

    @RepeatedTest(100)
    void followingNextFromTheFirstPageYieldsTheWholeList() {
        List<Integer> seen = new ArrayList<>();
        OptionalInt at = offset(0, "first");
        while (at.isPresent()) {
            seen.addAll(page(at.getAsInt()));
            if (offset(at.getAsInt(), "next").isEmpty()) {
                assertThat(offset(at.getAsInt(), "last")).isEqualTo(at);
            }
            at = offset(at.getAsInt(), "next");
        }

        assertThat(seen).as(GENERATED.toString()).isEqualTo(all);
    }

    @RepeatedTest(100)
    void followingPrevFromTheLastPageYieldsTheWholeList() {
        List<List<Integer>> pages = new ArrayList<>();
        OptionalInt at = offset(0, "last");
        while (at.isPresent()) {
            pages.add(page(at.getAsInt()));
            at = offset(at.getAsInt(), "prev");
        }
        Collections.reverse(pages);

        assertThat(pages.stream().flatMap(List::stream))
                .as(GENERATED.toString())
                .isEqualTo(all);
    }

    private List<Integer> page(int offset) {
        return Paging.slice(all, new Page(limit, offset));
    }

    private OptionalInt offset(int from, String relation) {
        ListQuery query = new ListQuery(null, SourceChoice.ALL, Sort.NAME, new Page(limit, from));
        Matcher link = Pattern.compile("</e\\?limit=" + limit + "&offset=(\\d+)>; rel=\"" + relation + "\"")
                .matcher(Paging.headers("/e", query, all.size()).get("Link"));
        return link.find() ? OptionalInt.of(Integer.parseInt(link.group(1))) : OptionalInt.empty();
    }
}
