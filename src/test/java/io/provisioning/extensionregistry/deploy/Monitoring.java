package io.provisioning.extensionregistry.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the dashboard and the rules ask of the metrics. */
public final class Monitoring {
    private static final Path RULES = Path.of("src/deploy/prometheus/rules.yaml");
    private static final Path DASHBOARD = Path.of("src/deploy/grafana/dashboards/extension-registry.json");
    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|ignoring|on|without|group_left)\\s*(?:\\([^)]*\\))?");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_:]*");
    private static final Set<String> FUNCTIONS =
            Set.of("sum", "rate", "increase", "histogram_quantile", "max", "min", "round", "label_values");

    private Monitoring() {}

    /** All recording and alert rules. */
    static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        read(new YAMLMapper(), RULES).get("groups").forEach(group -> group.get("rules")
                .forEach(rules::add));
        return rules;
    }

    /** Every metric that is asked for; neither those that Prometheus makes nor those that a rule records. */
    public static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        Stream<String> ofRules = rules().stream().map(rule -> rule.get("expr").asText());
        Stream<String> ofPanels =
                read(new ObjectMapper(), DASHBOARD).findValues("expr").stream().map(JsonNode::asText);
        Stream.concat(ofRules, ofPanels)
                .forEach(expression -> NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "))
                        .results()
                        .forEach(match -> names.add(match.group())));
        names.removeAll(FUNCTIONS);
        rules().forEach(rule -> names.remove(rule.path("record").asText()));
        names.remove("up");
        return names;
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
