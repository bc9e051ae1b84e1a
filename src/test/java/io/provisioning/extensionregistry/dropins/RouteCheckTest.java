package io.provisioning.extensionregistry.dropins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteCheckTest {
    private static final String HEAD = """
            - route:
                id: nexus.list
                description: For a test
                group: backend-drop-in
                routeConfigurationId: backend
                from:
                  uri: direct:nexus.list
                  steps:
            """;

    private final DefaultCamelContext service = new DefaultCamelContext();
    private final RouteCheck check = new RouteCheck(service);

    @BeforeEach
    void start() throws Exception {
        service.getPropertiesComponent().addInitialProperty("registry.nexus.url", "http://127.0.0.1:1");
        service.getRegistry().bind("known", new StringBuilder("a bean"));
        RouteConfigurationDefinition backend = new RouteConfigurationDefinition();
        backend.setId("backend");
        service.addRouteConfigurations(java.util.List.of(backend));
        service.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("drop-in.get")
                        .templateParameter("source")
                        .from("direct:{{source}}.get")
                        .to("mock:get");
                from("direct:core.route").routeId("core.route").to("mock:core");
            }
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop();
    }

    private RejectedFile rejected(String text) {
        RejectedFile rejected = catchThrowableOfType(RejectedFile.class, () -> operations(text));
        assertThat(rejected).as("a file with this text passes:%n%s", text).isNotNull();
        assertThat(rejected.reason()).isNotBlank().doesNotContain("\n");
        return rejected;
    }

    private java.util.Set<String> operations(String text) throws RejectedFile {
        return check.operations("nexus", ResourceHelper.fromString("routes/backends/nexus.camel.yaml", text));
    }

    @Test
    void aGoodFileOffersItsOperationsAndLeavesTheServiceAsItWas() throws RejectedFile {
        String text = HEAD + """
                        - to: direct:core.route
                        - bean:
                            ref: known
                            method: toString
                        - to:
                            uri: "{{registry.nexus.url}}/list"
                        - to: direct:nexus.page
                        - to: direct:nexus.get
            - route:
                id: nexus.page
                from:
                  uri: direct:nexus.page
                  steps:
                    - setBody:
                        simple: "${body}"
            - route:
                id: nexus.find
                group: backend-drop-in
                from:
                  uri: direct:nexus.find
                  steps:
                    - to: mock:any
            """.indent(0);
        assertThat(operations(text)).containsExactlyInAnyOrder("list", "find");
        assertThat(service.getRoutes()).hasSize(1);
        assertThat(service.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("nexus"));
    }

    /** Lines are counted from 1; the step stands in line 9, and a parser is surprised by what follows. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "to: [ direct:a                  | 10 | expected ',' or ']'",
                "sendto: direct:a                |  9 | Unknown node id: sendto",
                "to:%url: direct:a               | 10 | Unsupported field: url",
                "to: htp:127.0.0.1               |  9 | No endpoint could be found for: htp",
                "to: '{{registry.no.url}}'       |  9 | registry.no.url is not set",
                "bean:%ref: nosuch               |  9 | No bean could be found in the registry for: nosuch",
                "to: direct:nexus.page           |  9 | there is no route from direct:nexus.page",
                "setBody:%simple: '${a}'         |  9 | Unknown function: a"
            })
    void aBrokenStepIsRejectedWithItsLine(String step, int line, String reason) {
        RejectedFile rejected = rejected(HEAD + "        - " + step.replace("%", "\n            ") + "\n");
        assertThat(rejected.reason()).contains(reason);
        assertThat(rejected.line()).isEqualTo(line);
    }

    @Test
    void aStepInsideOthersIsFoundByTheLineOfTheOuterOne() {
        RejectedFile rejected = rejected(HEAD + """
                    - to: mock:first
                    - choice:
                        when:
                          - simple: "${body} == null"
                            steps:
                              - to: htp:bad
            """.indent(0));
        assertThat(rejected.reason()).contains("htp");
        assertThat(rejected.line()).isEqualTo(10);
    }

    @Test
    void whatIsNoSourceIsRejected() {
        assertThat(rejected("").reason()).contains("empty");
        assertThat(rejected("hello: world\n").reason()).contains("no route with group: backend-drop-in");
        assertThat(rejected("\uFFFD").reason()).isNotBlank();
        assertThat(rejected("- rest:\n    path: /x\n    get:\n      - path: /y\n        to: direct:core.route\n")
                        .reason())
                .contains("routes and beans only");
    }

    @Test
    void routesOfOthersAreNotForThisFile() {
        String good = HEAD + "        - to: mock:any\n";
        assertThat(rejected(good.replace("id: nexus.list", "id: gitea.list")).reason())
                .contains("must begin with nexus.");
        assertThat(rejected(good.replace("    id: nexus.list\n", "")).reason()).contains("must begin with nexus.");
        assertThat(rejected(good + good).reason()).contains("a second route has the id nexus.list");
        assertThat(rejected(good + good).line()).isEqualTo(10);
        assertThat(rejected(good.replace("uri: direct:nexus.list", "uri: direct:gitea.list"))
                        .reason())
                .contains("must be from direct:nexus.list");
        assertThat(rejected(good.replace("backend\n", "bakend\n")).reason()).contains("routeConfiguration bakend");
    }
}
