package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import org.junit.jupiter.api.Test;

class CatalogListRouteTest extends UseCaseRouteTest {
    @Override
    String useCase() {
        return "list";
    }

    @Override
    ApiRequest question(String... query) {
        return request("", query);
    }

    @Override
    BackendAnswer has(String source, String version) {
        return catalog(source, extension(source, "aws", version(version)));
    }

    @Override
    BackendAnswer hasNot(String source) {
        return catalog(source);
    }

    @Override
    void assertNothing(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().isArray()).isTrue();
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("X-Total-Count")).isEqualTo("0");
    }

    @Override
    void assertHighest(Reply reply, String version) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.each("name")).containsExactly("aws");
        assertThat(reply.each("version")).containsExactly(version);
    }

    @Test
    void aPageSaysHowManyThereAreAndWhereTheyAre() {
        routes.answers(fresh(catalog(
                        "gitea",
                        extension("gitea", "aws", version("1.0.0")),
                        extension("gitea", "hetzner", version("1.0.0")))))
                .answers(fresh(catalog("oci", extension("oci", "upcloud", version("2.0.0")))));
        Reply reply = ask("limit", "1", "offset", "1");

        assertThat(reply.each("name")).containsExactly("hetzner");
        assertThat(reply.header("X-Total-Count")).isEqualTo("3");
        assertThat(reply.header("Link")).contains("rel=\"first\"", "rel=\"prev\"", "rel=\"next\"", "rel=\"last\"");
    }
}
