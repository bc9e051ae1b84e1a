package io.provisioning.extensionregistry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every call finds exactly one route, and no route waits for a call that nobody makes. */
class RouteCallsTest {
    /** The operations that are called by a name made of a source's id. */
    private static final Set<String> CALLED_BY_SOURCE = Set.of(
            "list",
            "find",
            "versions",
            "ping",
            "download",
            "answer",
            "get",
            "manifest-bytes",
            "blob",
            "tag-names",
            "referrers");

    private static final Pattern TARGET = Pattern.compile("direct:([a-z{][a-z0-9.{}-]*)");
    private static final Pattern IN_JAVA = Pattern.compile("\"direct:([a-z][a-z0-9.-]*)\"");

    private final List<RouteSource> routes = RouteSource.all();
    private final List<String> consumers = routes.stream()
            .filter(route -> route.uri().startsWith("direct:"))
            .map(route -> route.resolve(route.uri()).substring("direct:".length()))
            .toList();
    private final Set<String> targets = targets();

    @Test
    void everyCallFindsOneRoute() {
        assertThat(consumers).doesNotHaveDuplicates();
        assertThat(consumers).containsAll(targets);
    }

    @Test
    void everyRouteIsCalled() {
        Set<String> idle = new TreeSet<>(consumers);
        idle.removeAll(targets);
        idle.removeIf(name -> isTemplate(name) && CALLED_BY_SOURCE.contains(name.substring(name.indexOf('.') + 1)));
        assertThat(idle).isEmpty();
    }

    @Test
    void everyKindOffersTheWholePort() {
        for (String kind : List.of("gitea", "oci")) {
            assertThat(consumers)
                    .contains(kind + ".list", kind + ".find", kind + ".versions", kind + ".ping", kind + ".download");
        }
    }

    /** Camel takes {@code isFailed} for {@code failed} too, and cannot always decide. */
    @Test
    void noConditionIsNamedAsAnotherMethodIs() {
        Pattern condition = Pattern.compile("\\$\\{[^}]*\\.is([A-Z])(\\w*)");
        List<String> stems = routes.stream()
                .flatMap(route -> condition.matcher(route.steps().toString()).results())
                .map(match -> match.group(1).toLowerCase(Locale.ROOT) + match.group(2))
                .distinct()
                .toList();
        assertThat(stems).isNotEmpty().allSatisfy(stem -> assertThat(JavaFile.below(JavaFile.MAIN))
                .filteredOn(file -> file.text()
                        .contains(
                                "boolean is" + stem.substring(0, 1).toUpperCase(Locale.ROOT) + stem.substring(1) + "("))
                .allSatisfy(file -> assertThat(file.text())
                        .doesNotContainPattern("(?m)^    (public|private|static)[^;={(]*\\s" + stem + "\\(")));
    }

    private boolean isTemplate(String name) {
        return routes.stream().anyMatch(route -> route.template() && route.id().equals(name));
    }

    private Set<String> targets() {
        Set<String> found = new TreeSet<>();
        routes.forEach(route -> collect(route.resolve(route.steps().toString()), found));
        RouteSource.files()
                .values()
                .forEach(items -> items.forEach(item -> {
                    JsonNode rest = item.path("rest");
                    collect(rest.toString(), found);
                }));
        // Every configured source has these, whatever its kind.
        List.of("gitea.call", "oci.call", "drop-in.call").forEach(call -> {
            if (found.remove(call)) {
                found.add("source.call");
            }
        });
        found.addAll(JavaFile.below(JavaFile.MAIN).stream()
                .flatMap(file -> IN_JAVA.matcher(file.text()).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet()));
        return found;
    }

    private static void collect(String text, Set<String> found) {
        TARGET.matcher(text).results().map(match -> match.group(1)).forEach(found::add);
    }
}
