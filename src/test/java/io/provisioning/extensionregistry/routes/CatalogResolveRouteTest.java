package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CatalogResolveRouteTest extends UseCaseRouteTest {
    @Override
    String useCase() {
        return "resolve";
    }

    @Override
    ApiRequest question(String... query) {
        String[] all = Arrays.copyOf(query, query.length + 2);
        all[query.length] = "constraint";
        all[query.length + 1] = "^1.0";
        return request("/provider/aws", all);
    }

    @Override
    String[] nonsense() {
        return new String[] {"prerelease", "perhaps"};
    }

    @Override
    @Test
    void onlyTheSourceThatIsWantedIsAsked() {
        routes.answers(Samples.fresh(has("gitea", "1.2.0"))).answers(Samples.fresh(has("oci", "1.1.0")));

        // A range is resolved over all sources: this question has no parameter for one of them.
        assertHighest(ask("source", "oci"), "1.2.0");
        assertThat(routes.asked).containsExactlyInAnyOrder("gitea", "oci");
    }

    @Override
    BackendAnswer has(String source, String version) {
        return BackendAnswer.found(extension(source, "aws", version(version)));
    }

    @Override
    BackendAnswer hasNot(String source) {
        return BackendAnswer.absent(source);
    }

    @Override
    void assertNothing(Reply reply) {
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isEqualTo("not_found");
    }

    @Override
    void assertHighest(Reply reply, String version) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("version").asText()).isEqualTo(version);
    }

    @Test
    void whatLiesOutsideTheRangeIsListedButNotChosen() {
        routes.answers(Samples.fresh(has("gitea", "2.0.0"))).answers(Samples.fresh(has("oci", "0.9.0")));
        Reply reply = ask();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isEqualTo("no_matching_version");
        assertThat(reply.body().path("message").asText()).contains("2.0.0", "0.9.0");
    }

    @Test
    void oneNoBesideOneFailureIsNotAnAbsence() {
        routes.answers(Samples.fresh(hasNot("gitea"))).answers(Samples.failed("oci", Reason.TIMEOUT));
        Reply reply = ask();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.error()).isEqualTo("source_unavailable");
    }
}
