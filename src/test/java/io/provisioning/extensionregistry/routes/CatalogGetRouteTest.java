package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.Samples;
import org.junit.jupiter.api.Test;

class CatalogGetRouteTest extends UseCaseRouteTest {
    @Override
    String useCase() {
        return "get";
    }

    @Override
    ApiRequest question(String... query) {
        return request("/provider/aws", query);
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
        assertThat(reply.body().path("name").asText()).isEqualTo("aws");
        assertThat(reply.body().path("version").asText()).isEqualTo(version);
    }

    @Test
    void oneNoBesideOneFailureIsNotAnAbsence() {
        routes.answers(Samples.fresh(hasNot("gitea"))).answers(Samples.failed("oci", Reason.TIMEOUT));
        Reply reply = ask();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.error()).isEqualTo("source_unavailable");
    }
}
