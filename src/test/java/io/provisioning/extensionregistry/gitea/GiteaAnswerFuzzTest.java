package io.provisioning.extensionregistry.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.FuzzedAnswer;
import io.provisioning.extensionregistry.support.Mutations;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Gitea's answer is understood or refused with a reason, whatever it is. */
@Timeout(60)
class GiteaAnswerFuzzTest {
    private static final int CASES = 1000;
    private static final ExtensionId AWS = new ExtensionId(ExtensionType.PROVIDER, "aws");
    private static final String LINK =
            "<https://git.example.test/git/api/v1/orgs/provisioning/repos?page=2>; rel=\"next\"";

    private final Mutations mutations = new Mutations();
    private final SourceSettings settings = GiteaRoutes.settings("http://gitea:3000", null);
    private final GiteaPages pages = new GiteaPages();
    private final GiteaTranslator translator = new GiteaTranslator();
    private final GiteaCatalog catalog = new GiteaCatalog();

    @Test
    void anyListOfRepositoriesIsUnderstoodOrRefused() {
        byte[] valid = Wire.file("org-repos.json");
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            SourceReply odd = reply(mutations.json(valid));
            understood += read(() -> repositories(odd), odd) ? 1 : 0;
        }
        SourceReply fine = Wire.reply(200, valid);
        assertThat(read(() -> repositories(fine), fine)).isTrue();
        assertThat(understood).as("%s", mutations).isBetween(CASES / 20, CASES - CASES / 20);
    }

    @Test
    void anyListOfReleasesIsUnderstoodOrRefused() {
        byte[] valid = Wire.file("releases.json");
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            SourceReply odd = reply(mutations.json(valid));
            understood += read(() -> releases(odd, Wire.repository()), odd) ? 1 : 0;
        }
        SourceReply fine = Wire.reply(200, valid);
        assertThat(read(() -> releases(fine, Wire.repository()), fine)).isTrue();
        assertThat(understood).as("%s", mutations).isBetween(CASES / 20, CASES - CASES / 20);
    }

    @Test
    void anyRepositoryIsUnderstoodOrRefused() {
        byte[] valid = Wire.file("repo.json");
        SourceReply releases = Wire.reply(200, Wire.file("releases.json"));
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            SourceReply odd = reply(mutations.json(valid));
            understood += read(() -> releases(releases, translator.repository(odd, AWS)), odd) ? 1 : 0;
        }
        assertThat(understood).as("%s", mutations).isBetween(CASES / 20, CASES - CASES / 20);
    }

    /** The catalogue without releases: what is found out of the list alone. */
    private List<SourceExtension> repositories(SourceReply odd) throws Exception {
        Pages<GiteaRepository> walk = pages.repositories(settings, Pages.startingAt(first()), odd);
        List<GiteaEntry> entries = new ArrayList<>();
        for (GiteaRepository candidate : catalog.candidates(walk)) {
            entries.add(translator.entry(settings, catalog.id(candidate), candidate, Wire.pages(Wire.releases())));
        }
        return catalog.answer(settings, walk, entries).extensions();
    }

    private List<SourceExtension> releases(SourceReply odd, GiteaRepository repository) throws Exception {
        Pages<GiteaRelease> walk = pages.releases(settings, Pages.startingAt(first()), odd);
        GiteaEntry entry = translator.entry(settings, AWS, repository, walk);
        return catalog.one(settings, entry).extensions();
    }

    private SourceReply reply(byte[] body) {
        return new SourceReply(
                200,
                Map.of("link", List.of(mutations.text(LINK)), "x-total-count", List.of(mutations.text("51"))),
                body);
    }

    private boolean read(Callable<List<SourceExtension>> how, SourceReply odd) {
        return FuzzedAnswer.isUnderstood(how, odd.body(), mutations);
    }

    private static URI first() {
        return URI.create("http://gitea:3000/api/v1/orgs/provisioning/repos?limit=50&page=1");
    }
}
