package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaPagesTest {
    private static final String API = "http://gitea:3000/api/v1/orgs/provisioning/repos?limit=50";

    private final SourceSettings settings = GiteaRoutes.settings("http://gitea:3000", null);
    private final GiteaPages pages = new GiteaPages();

    @Test
    void theNextPageIsAskedAtTheConfiguredAddress() throws SourceException {
        assertThat(page("https://git.example.test/git/api/v1/orgs/provisioning/repos?limit=50&page=2")
                        .next())
                .isEqualTo(URI.create(API + "&page=2"));
    }

    @DisplayName("E34: a link to a page that was read ends the walk")
    @Test
    void aCircleEnds() throws SourceException {
        Pages<GiteaRepository> two = page("https://x/api/v1/orgs/provisioning/repos?limit=50&page=2");
        Pages<GiteaRepository> three =
                pages.repositories(settings, two, reply("<https://x/api/v1/orgs/provisioning/repos?limit=50&page=2>"));
        assertThat(three.next()).isNull();
        assertThat(three.cut()).isTrue();
    }

    @DisplayName("E34: pages without end are cut")
    @Test
    void anEndlessWalkEnds() {
        Pages<Integer> walk = Pages.startingAt(URI.create("http://gitea/0"));
        int read = 0;
        while (walk.next() != null) {
            read++;
            walk = walk.and(List.of(read), null, URI.create("http://gitea/" + read));
        }
        assertThat(read).isEqualTo(Pages.MAX_PAGES);
        assertThat(walk.cut()).isTrue();
        assertThat(walk.items()).hasSize(Pages.MAX_PAGES);
    }

    @Test
    void withoutLinksTheCountSaysWhetherThereIsMore() throws SourceException {
        Pages<GiteaRepository> first =
                pages.repositories(settings, start(), Wire.reply("[]", Map.of("x-total-count", List.of("101"))));
        assertThat(first.next()).isEqualTo(URI.create(API + "&page=2"));
        Pages<GiteaRepository> second = pages.repositories(settings, first, Wire.reply("[]", Map.of()));
        assertThat(second.next()).isEqualTo(URI.create(API + "&page=3"));
        assertThat(pages.repositories(settings, second, Wire.reply("[]", Map.of()))
                        .next())
                .isNull();
    }

    @Test
    void aLastPageHasNoNext() throws SourceException {
        SourceReply last = Wire.reply(
                "[]", Map.of("x-total-count", List.of("500"), "link", List.of("<https://x/api/v1/y>; rel=\"prev\"")));
        assertThat(pages.repositories(settings, start(), last).next()).isNull();
    }

    @Test
    void thePagesUpToTheLastAreKnownAhead() throws SourceException {
        assertThat(ahead("limit=50&page=2", "limit=50&page=4"))
                .extracting(Pages::next)
                .containsExactly(URI.create(API + "&page=2"), URI.create(API + "&page=3"), URI.create(API + "&page=4"));
    }

    @DisplayName("E34: pages without end are cut")
    @Test
    void noMorePagesAreKnownAheadThanAreRead() throws SourceException {
        assertThat(ahead("limit=50&page=2", "limit=50&page=999999")).hasSize(Pages.MAX_PAGES - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=50&page=2, limit=30&page=4",
        "limit=50&page=2, limit=50&cursor=4",
        "limit=50&cursor=2, limit=50&cursor=4",
        "limit=50&page=2, limit=50&page=9999999",
        "limit=50&page=2, limit=50&page=-1",
        "limit=50&page=2, limit=50&page=1"
    })
    void linksOfAnotherShapeTellNothingAhead(String next, String last) throws SourceException {
        assertThat(ahead(next, last)).isEmpty();
    }

    @Test
    void withoutALastPageNothingIsKnownAhead() throws SourceException {
        SourceReply reply = Wire.reply("[]", Map.of("link", List.of("<" + API + "&page=2>; rel=\"next\"")));
        assertThat(pages.ahead(settings, pages.repositories(settings, start(), reply), reply))
                .isEmpty();
    }

    @Test
    void aListThatHasGrownIsReadOn() throws SourceException {
        SourceReply reply = links("limit=50&page=2", "limit=50&page=3");
        Pages<GiteaRepository> first = pages.repositories(settings, start(), reply);
        List<Pages<GiteaRepository>> read = null;
        for (Pages<GiteaRepository> each : pages.ahead(settings, first, reply)) {
            String after = each.next().toString().endsWith("3") ? "limit=50&page=4" : "limit=50&page=3";
            read = pages.collect(read, pages.repositories(settings, each, links(after, "limit=50&page=4")));
        }
        Pages<GiteaRepository> all = pages.together(first, read);
        assertThat(all.next()).isEqualTo(URI.create(API + "&page=4"));
        assertThat(all.cut()).isFalse();
        assertThat(all.asked()).hasSize(3);
    }

    @Test
    void ofALastPageWithoutLinksTheCountSaysThatItIsTheLast() throws SourceException {
        SourceReply reply = Wire.reply(
                "[]",
                Map.of(
                        "x-total-count",
                        List.of("150"),
                        "link",
                        List.of("<" + API + "&page=2>; rel=\"next\",<" + API + "&page=3>; rel=\"last\"")));
        Pages<GiteaRepository> first = pages.repositories(settings, start(), reply);
        Pages<GiteaRepository> last = pages.ahead(settings, first, reply).get(1);
        assertThat(pages.repositories(settings, last, Wire.reply("[]", Map.of()))
                        .next())
                .isNull();
    }

    @DisplayName("E34: a link to a page that was read ends the walk")
    @Test
    void aCircleOfPagesReadSideBySideEnds() throws SourceException {
        SourceReply reply = links("limit=50&page=2", "limit=50&page=3");
        Pages<GiteaRepository> first = pages.repositories(settings, start(), reply);
        List<Pages<GiteaRepository>> read = null;
        for (Pages<GiteaRepository> each : pages.ahead(settings, first, reply)) {
            read = pages.collect(read, pages.repositories(settings, each, reply));
        }
        Pages<GiteaRepository> all = pages.together(first, read);
        assertThat(all.next()).isNull();
        assertThat(all.cut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "null", "[null]", "[{}]", "[{\"id\":1}]", "<html></html>", "[1]", "{\"ok\":true}"})
    void jsonOfAnotherShapeIsNoAnswer(String body) {
        assertThatThrownBy(() -> pages.repositories(settings, start(), Wire.reply(body, Map.of())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("invalid_answer");
        assertThatThrownBy(
                        () -> pages.releases(settings, Pages.startingAt(URI.create(API)), Wire.reply(body, Map.of())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("invalid_answer");
    }

    @Test
    void aRefusalCountsOnTheFirstPageOnly() throws SourceException {
        assertThat(pages.repositories(settings, start(), Wire.reply(404, Wire.file("error-404.json")))
                        .isMissing())
                .isTrue();
        Pages<GiteaRepository> two = page("https://x/api/v1/orgs/provisioning/repos?limit=50&page=2");
        assertThatThrownBy(() -> pages.repositories(settings, two, Wire.reply(404, Wire.file("error-404.json"))))
                .hasMessageContaining("invalid_answer");
    }

    @DisplayName("E6: a token that may read no releases at all is no denial of one repository")
    @Test
    void aTokenWithoutScopeIsAFailure() {
        assertThatThrownBy(() -> pages.releases(
                        settings,
                        Pages.startingAt(URI.create(API)),
                        Wire.reply(403, Wire.file("error-403-scope.json"))))
                .hasMessageContaining("unauthorized");
    }

    private Pages<GiteaRepository> page(String next) throws SourceException {
        return pages.repositories(settings, start(), reply("<" + next + ">"));
    }

    private List<Pages<GiteaRepository>> ahead(String next, String last) throws SourceException {
        SourceReply reply = links(next, last);
        return pages.ahead(settings, pages.repositories(settings, start(), reply), reply);
    }

    private static SourceReply links(String next, String last) {
        String address = "<https://git.example.test/git/api/v1/orgs/provisioning/repos?";
        return Wire.reply(
                "[]",
                Map.of("link", List.of(address + next + ">; rel=\"next\"," + address + last + ">; rel=\"last\"")));
    }

    private static SourceReply reply(String link) {
        return Wire.reply("[]", Map.of("link", List.of(link + "; rel=\"next\",<https://x/api/v1/z>; rel=\"last\"")));
    }

    private static Pages<GiteaRepository> start() {
        return Pages.startingAt(URI.create(API));
    }
}
