package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.house.RouteSource.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** How routes are written, so that reading one tells what happens. */
class RouteRulesTest {
    private static final int MOST_STEPS = 12;
    private static final int DEEPEST = 4;
    private static final String WORDS = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final Set<String> PORT = Set.of("list", "find", "versions", "ping");
    private static final Set<String> LEAVES_THE_PROCESS = Set.of("http", "https");

    private final List<RouteSource> routes = RouteSource.all();

    @Test
    void everyRouteHasAnIdOfTwoPartsAndADescription() {
        assertThat(routes).isNotEmpty().allSatisfy(route -> {
            assertThat(route.id()).as("%s", route).matches(WORDS + "\\." + WORDS);
            assertThat(route.description()).as("%s", route).isNotBlank();
        });
        assertThat(routes.stream().map(RouteSource::id)).doesNotHaveDuplicates();
    }

    @Test
    void aRouteIsCalledByItsId() {
        assertThat(routes)
                .filteredOn(route -> route.uri().startsWith("direct:"))
                .allSatisfy(route -> assertThat(route.resolve(route.uri())).isEqualTo("direct:" + route.id()));
    }

    @Test
    void onlyTheSystemStartsByItself() {
        assertThat(routes)
                .filteredOn(route -> !route.uri().startsWith("direct:"))
                .allSatisfy(route -> assertThat(route.id()).startsWith("system."));
    }

    @Test
    void routesAreShortAndFlat() {
        assertThat(routes).allSatisfy(route -> {
            assertThat(route.allSteps()).as("steps of %s", route).hasSizeBetween(1, MOST_STEPS);
            assertThat(route.allSteps()).as("levels of %s", route).allSatisfy(step -> assertThat(step.depth())
                    .isLessThanOrEqualTo(DEEPEST));
        });
    }

    @Test
    void everyRouteSaysWhatHappensIfItFails() {
        RouteSource.files()
                .forEach((file, items) -> items.forEach(item -> {
                    JsonNode route = item.has("routeTemplate")
                            ? item.get("routeTemplate").path("route")
                            : item.path("route");
                    if (route.path("from").path("uri").asText().startsWith("direct:")) {
                        assertThat(route.has("routeConfigurationId") || route.has("errorHandlerRef"))
                                .as("%s %s", file, route.path("from").path("uri"))
                                .isTrue();
                    }
                }));
    }

    @Test
    void thePortOfASourceAnswersWhateverHappens() {
        RouteSource.files()
                .forEach((file, items) -> items.forEach(item -> {
                    String id = item.path("routeTemplate").path("id").asText("none.none");
                    if (file.startsWith("backends/") && PORT.contains(id.substring(id.indexOf('.') + 1))) {
                        assertThat(item.at("/routeTemplate/route/routeConfigurationId")
                                        .asText())
                                .as(id)
                                .isEqualTo("backend");
                    }
                }));
    }

    @Test
    void everyVerbPointsAtItsUseCaseAndDoesNothingElse() {
        List<JsonNode> verbs = RouteSource.files().values().stream()
                .flatMap(items -> stream(items))
                .filter(item -> item.has("rest"))
                .flatMap(item -> Stream.of("get", "head", "post", "put", "delete", "patch")
                        .flatMap(verb -> stream(item.get("rest").path(verb))))
                .toList();

        assertThat(verbs).hasSizeGreaterThan(9).allSatisfy(verb -> {
            assertThat(verb.path("id").asText()).matches("api\\." + WORDS);
            assertThat(verb.path("description").asText())
                    .as("%s", verb.path("id"))
                    .isNotBlank();
            assertThat(verb.path("to").asText()).as("%s", verb.path("id")).matches("direct:" + WORDS + "\\." + WORDS);
        });
    }

    @Test
    void stepsHaveAnIdWhereTheyLeaveTheProcessAndOnlyThere() {
        routes.forEach(route -> route.allSteps().forEach(step -> {
            String id = step.content().path("id").asText(null);
            if (LEAVES_THE_PROCESS.contains(scheme(step))) {
                assertThat(route.resolve(String.valueOf(id))).as("%s", route).isEqualTo(route.id() + ".http");
            } else {
                assertThat(id).as("%s %s", route, step).isNull();
            }
        }));
    }

    @Test
    void noAddressIsWrittenOut() {
        texts().forEach(text -> assertThat(text).doesNotContainPattern("https?:/?/?(?!source$)[a-z0-9]"));
    }

    @Test
    void optionsStandOnLinesOfTheirOwn() {
        routes.forEach(route -> route.allSteps().stream()
                .filter(step -> Set.of("to", "toD").contains(step.name()))
                .forEach(step -> assertThat(uri(step)).as("%s", route).doesNotContain("?")));
    }

    @Test
    void noJsonIsWrittenByHand() {
        texts().forEach(text -> assertThat(text).doesNotContainPattern("\\{\\s*\"|\\[\\s*[{\"]"));
    }

    @Test
    void thereIsOneFanOut() {
        assertThat(routes.stream()
                        .filter(route -> route.allSteps().stream()
                                .anyMatch(step -> step.name().equals("multicast")))
                        .map(RouteSource::id))
                .containsExactly("catalog.fan-out");
    }

    @Test
    void copiesAreReadAndKeptInOnePlaceEach() {
        Map<String, Set<String>> cachesOf = Map.of(
                "catalog/cached.camel.yaml", Set.of("list", "${exchangeProperty.cacheKey.cacheName}"),
                "catalog/load.camel.yaml", Set.of("${exchangeProperty.cacheKey.cacheName}"),
                "backends/gitea.camel.yaml", Set.of("checksums"),
                "backends/oci.camel.yaml", Set.of("manifests"));

        routes.forEach(route -> route.allSteps().stream()
                .filter(step -> uri(step).startsWith("caffeine-cache:"))
                .forEach(step -> assertThat(cachesOf.getOrDefault(route.file(), Set.of()))
                        .as("%s", route)
                        .contains(uri(step).substring("caffeine-cache:".length()))));
    }

    @Test
    void templatesOfAKindStandInTheFileOfTheKind() {
        assertThat(routes)
                .filteredOn(route -> route.file().startsWith("backends/"))
                .allSatisfy(route -> assertThat(route.file()).isEqualTo("backends/" + route.kind() + ".camel.yaml"));
    }

    private static String uri(Step step) {
        return step.content().isTextual()
                ? step.content().asText()
                : step.content().path("uri").asText();
    }

    private static String scheme(Step step) {
        String uri = uri(step);
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }

    /** Every text in a route. */
    private Stream<String> texts() {
        return routes.stream().flatMap(route -> texts(route.steps()));
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isValueNode() ? Stream.of(node.asText()) : stream(node).flatMap(RouteRulesTest::texts);
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
