package io.provisioning.extensionregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.catalog.Legs;
import io.provisioning.extensionregistry.catalog.Legs.Leg;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.support.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceRoutesTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Legs legs = new Legs();

    @BeforeEach
    void loadTemplates() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String template : List.of(
                        "gitea.list",
                        "gitea.request",
                        "giteax.list",
                        "oci.list",
                        "drop-in.download",
                        "drop-in.get",
                        "source.call",
                        "source.tries",
                        "source.attempt")) {
                    routeTemplate(template)
                            .templateParameter("source")
                            .templateParameter("retries", "0")
                            .templateParameter("calls", "1")
                            .templateParameter("timeout", "1")
                            .from("direct:{{source}}" + template.substring(template.indexOf('.')))
                            .to("mock:any");
                }
                routeTemplate("source.answer")
                        .templateParameter("source")
                        .templateParameter("kind")
                        .from("direct:{{source}}.answer")
                        .setProperty("kind", constant("{{kind}}"))
                        .to("mock:any");
            }
        });
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void dropIn(String id, String group) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).group(group).to("mock:any");
            }
        });
    }

    private static SourceSettings source(String id, String kind) {
        return TestSettings.source(id, kind, "http://127.0.0.1:1", Duration.ofSeconds(1), 4, null, null, List.of());
    }

    private void add(List<String> order, SourceSettings... sources) throws Exception {
        List<SourceSettings> dropIns = SourceRoutes.dropIns(context).keySet().stream()
                .map(id -> source(id, id))
                .toList();
        new SourceRoutes(context, legs).add(List.of(sources), dropIns, order);
    }

    private Stream<String> routes() {
        return context.getRouteDefinitions().stream().map(RouteDefinition::getRouteId);
    }

    @Test
    void eachSourceHasEveryRouteOfItsKindUnderItsOwnName() throws Exception {
        add(List.of("gitea-eu", "gitea"), source("gitea-eu", "gitea"), source("gitea", "gitea"));

        assertThat(routes())
                .containsExactlyInAnyOrder(
                        "gitea-eu.list",
                        "gitea-eu.request",
                        "gitea-eu.call",
                        "gitea-eu.tries",
                        "gitea-eu.attempt",
                        "gitea-eu.answer",
                        "gitea.list",
                        "gitea.request",
                        "gitea.call",
                        "gitea.tries",
                        "gitea.attempt",
                        "gitea.answer");
        assertThat(legs.all()).containsExactly(new Leg("gitea-eu", "gitea", false), new Leg("gitea", "gitea", false));
    }

    @Test
    void theInstancesWork() throws Exception {
        add(List.of("gitea-eu"), source("gitea-eu", "gitea"));
        context.start();

        assertThat(context.hasEndpoint("direct:gitea-eu.answer")).isNotNull();
        assertThat(context.createProducerTemplate()
                        .request("direct:gitea-eu.answer", exchange -> {})
                        .getProperty("kind"))
                .isEqualTo("gitea");
    }

    @Test
    void aDropInIsASourceOfItsOwnKindWithOneLeg() throws Exception {
        dropIn("nexus.list", SourceRoutes.DROP_IN_GROUP);
        dropIn("nexus.find", SourceRoutes.DROP_IN_GROUP);
        dropIn("other.list", "of another group");

        add(List.of("oci"), source("oci", "oci"));
        assertThat(legs.all())
                .containsExactly(new Leg("oci", "oci", false), new Leg("nexus", "nexus", true, Set.of("list", "find")));
        assertThat(routes())
                .contains("nexus.answer", "nexus.download", "nexus.get", "nexus.call", "nexus.tries", "nexus.attempt")
                .doesNotContain("other.answer");
    }

    @Test
    void whatADropInWritesItselfIsNotWrittenForIt() throws Exception {
        dropIn("nexus.list", SourceRoutes.DROP_IN_GROUP);
        dropIn("nexus.download", SourceRoutes.DROP_IN_GROUP);

        add(List.of());
        assertThat(routes()).containsOnlyOnce("nexus.download").contains("nexus.get");
    }

    @Test
    void dropInsComeLastByNameUnlessTheyAreListed() throws Exception {
        dropIn("zeta.list", SourceRoutes.DROP_IN_GROUP);
        dropIn("alpha.list", SourceRoutes.DROP_IN_GROUP);
        dropIn("first.list", SourceRoutes.DROP_IN_GROUP);
        add(List.of("first", "oci", "gitea"), source("oci", "oci"), source("gitea", "gitea"));

        assertThat(legs.ids()).containsExactly("first", "oci", "gitea", "alpha", "zeta");
    }

    @Test
    void withoutSourcesThereIsNobodyToAsk() throws Exception {
        add(List.of("gitea", "oci"));
        assertThat(legs.all()).isEmpty();
        assertThat(routes()).isEmpty();
    }
}
