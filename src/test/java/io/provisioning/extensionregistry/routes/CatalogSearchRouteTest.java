package io.provisioning.extensionregistry.routes;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static io.provisioning.extensionregistry.support.Samples.extension;
import static io.provisioning.extensionregistry.support.Samples.fresh;
import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.ApiRequest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CatalogSearchRouteTest extends UseCaseRouteTest {
    @Override
    String useCase() {
        return "search";
    }

    @Override
    ApiRequest question(String... query) {
        String[] all = Arrays.copyOf(query, query.length + 2);
        all[query.length] = "q";
        all[query.length + 1] = "aws";
        return request("", all);
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
    void whatDoesNotMatchIsNotFound() {
        routes.answers(fresh(catalog(
                        "gitea",
                        extension("gitea", "aws-network", version("1.0.0")),
                        extension("gitea", "hetzner", version("1.0.0")))))
                .answers(fresh(catalog("oci", extension("oci", "aws", version("2.0.0")))));
        Reply reply = ask();

        assertThat(reply.each("name")).containsExactly("aws", "aws-network");
        assertThat(reply.header("X-Total-Count")).isEqualTo("2");
    }
}
