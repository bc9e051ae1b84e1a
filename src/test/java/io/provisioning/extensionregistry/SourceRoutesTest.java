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

    private void dropIn(String id, String... order) throws Exception {
        SourceRoutes routes = new SourceRoutes(context, legs);
        routes.addDropIn(source(id, id), Set.of("list", "find"));
        routes.ask(id, Set.of("list", "find"), List.of(order));
    }

    private static SourceSettings source(String id, String kind) {
        return TestSettings.source(id, kind, "http://127.0.0.1:1", Duration.ofSeconds(1), 4, null, null, List.of());
    }

    private void add(SourceSettings... sources) throws Exception {
        new SourceRoutes(context, legs).add(List.of(sources));
    }

    private Stream<String> routes() {
        return context.getRouteDefinitions().stream().map(RouteDefinition::getRouteId);
    }

    @Test
    void eachSourceHasEveryRouteOfItsKindUnderItsOwnName() throws Exception {
        add(source("gitea-eu", "gitea"), source("gitea", "gitea"));

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
        add(source("gitea-eu", "gitea"));
        context.start();

        assertThat(context.hasEndpoint("direct:gitea-eu.answer")).isNotNull();
        assertThat(context.createProducerTemplate()
                        .request("direct:gitea-eu.answer", exchange -> {})
                        .getProperty("kind"))
                .isEqualTo("gitea");
    }

    @Test
    void aDropInIsASourceOfItsOwnKindWithOneLeg() throws Exception {
        add(source("oci", "oci"));
        dropIn("nexus", "oci");

        assertThat(legs.all())
                .containsExactly(new Leg("oci", "oci", false), new Leg("nexus", "nexus", true, Set.of("list", "find")));
        assertThat(routes()).contains("nexus.answer", "nexus.download", "nexus.get", "nexus.call");
    }

    @Test
    void oneThatChangesKeepsItsPlaceAndItsRoutes() throws Exception {
        dropIn("nexus");
        dropIn("zeta");
        List<String> before = routes().toList();
        SourceRoutes routes = new SourceRoutes(context, legs);
        routes.addDropIn(source("nexus", "nexus"), Set.of("versions"));
        routes.ask("nexus", Set.of("versions"), List.of());

        assertThat(routes()).containsExactlyElementsOf(before);
        assertThat(legs.ids()).containsExactly("nexus", "zeta");
        assertThat(legs.offering("versions")).containsExactly("nexus");
    }

    @Test
    void oneThatGoesIsAskedNoMore() throws Exception {
        dropIn("nexus");
        dropIn("zeta");
        new SourceRoutes(context, legs).askNoMore("nexus");

        assertThat(legs.ids()).containsExactly("zeta");
    }

    @Test
    void dropInsComeLastByNameUnlessTheyAreListed() throws Exception {
        add(source("oci", "oci"), source("gitea", "gitea"));
        String[] order = {"first", "oci", "gitea"};
        dropIn("zeta", order);
        dropIn("alpha", order);
        dropIn("first", order);

        assertThat(legs.ids()).containsExactly("first", "oci", "gitea", "alpha", "zeta");
    }

    @Test
    void withoutSourcesThereIsNobodyToAsk() throws Exception {
        add();
        assertThat(legs.all()).isEmpty();
        assertThat(routes()).isEmpty();
    }
}
