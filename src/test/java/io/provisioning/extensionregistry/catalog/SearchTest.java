package io.provisioning.extensionregistry.catalog;

import static io.provisioning.extensionregistry.support.Samples.request;
import static io.provisioning.extensionregistry.support.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private final MergedCatalog catalog = MergedCatalog.of(Stream.of(
                    sample(ExtensionType.PROVIDER, "aws", "Amazon cloud", "team", "cloud"),
                    sample(ExtensionType.CLUSTER, "aws", null, null),
                    sample(ExtensionType.PROVIDER, "aws-eu", "European regions", "team"),
                    sample(ExtensionType.PROVIDER, "my-aws", null, null),
                    sample(ExtensionType.TASKSERV, "costs", "Reads bills", "team", "aws-billing"),
                    sample(ExtensionType.TASKSERV, "backup", "Stores in AWS or elsewhere", "team"),
                    sample(ExtensionType.TASKSERV, "zebra", null, "AWS Fans"))
            .toList());

    @Test
    void theBestMatchComesFirst() {
        assertThat(find("q", "aws"))
                .containsExactly(
                        "provider/aws",
                        "cluster/aws",
                        "provider/aws-eu",
                        "provider/my-aws",
                        "taskserv/costs",
                        "taskserv/backup",
                        "taskserv/zebra");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS EUROPEAN, provider/aws-eu",
        "fans aws, taskserv/zebra",
        "stores elsewhere, taskserv/backup",
        "amazon team cloud, provider/aws"
    })
    void everyWordMustMatchInAnyCase(String words, String found) {
        assertThat(find("q", words)).containsExactly(found);
    }

    @Test
    void oneWordThatDoesNotMatchLeavesAnExtensionOut() {
        assertThat(find("q", "aws nowhere")).isEmpty();
    }

    @Test
    void theTypeRestricts() {
        assertThat(find("q", "aws", "type", "cluster")).containsExactly("cluster/aws");
    }

    @Test
    void aWordDoesNotMatchAcrossFields() {
        assertThat(find("q", "elsewhereteam")).isEmpty();
    }

    private List<String> find(String... query) {
        return Search.find(catalog, SearchQuery.parse(request("/", query), new KnownSources(List.of()))).stream()
                .map(extension -> extension.id().toString())
                .toList();
    }

    private static MergedExtension sample(
            ExtensionType type, String name, String description, String author, String... tags) {
        SourceExtension extension = new SourceExtension(
                "gitea",
                new ExtensionId(type, name),
                description,
                author,
                null,
                List.of(tags),
                List.of(version("1.0.0")));
        return new MergedExtension(extension, extension.latest(), List.of(extension));
    }
}
