package io.provisioning.extensionregistry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file of settings is their documentation. */
class DocumentedKeysTest {
    /** The comment above each key. */
    private final Map<String, String> documented = new LinkedHashMap<>();

    private final Properties values = new Properties();
    private final Map<String, String> known = new LinkedHashMap<>(Keys.FIXED);

    @BeforeEach
    void read() throws Exception {
        String text = Files.readString(Path.of("application.properties"));
        values.load(new StringReader(text));
        List<String> comment = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                comment.add(line.substring(1).strip());
            } else {
                if (line.startsWith(Keys.PREFIX)) {
                    documented.put(line.substring(0, line.indexOf('=')), String.join(" ", comment));
                }
                comment.clear();
            }
        }
        Keys.KINDS.forEach(kind -> known.putAll(Keys.ofSource(kind, kind)));
    }

    @Test
    void everyKnownKeyIsDocumentedAndEveryDocumentedKeyIsKnown() {
        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(known.keySet());
    }

    @Test
    void everyKeyHasMeaningDefaultAndVariableAboveIt() {
        assertThat(documented).allSatisfy((key, comment) -> {
            assertThat(comment).matches(".{10,}\\. Default: .*|.{10,} Default: .*");
            assertThat(comment).endsWith("Environment: " + Keys.environmentName(key));
            String value = known.get(key);
            assertThat(comment).contains("Default: " + value);
        });
    }

    @Test
    void everyUnitIsNamed() {
        Map<String, String> units = Map.of("-ms", "milliseconds", "-seconds", "seconds", "-bytes", "bytes");
        units.forEach((suffix, unit) -> assertThat(documented.keySet())
                .filteredOn(key -> key.endsWith(suffix))
                .allSatisfy(key -> assertThat(documented.get(key)).contains(unit)));
    }

    @Test
    void theDefaultsInTheFileAreTheOnesInTheCode() {
        known.forEach(
                (key, value) -> assertThat(values.getProperty(key)).as(key).isEqualTo(value));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        StringBuilder code = new StringBuilder();
        for (Path file : below(Path.of("src/main/java/io/provisioning/extensionregistry/config"), ".java")) {
            if (!file.endsWith("Keys.java")) {
                code.append(Files.readString(file));
            }
        }
        code.append("\"" + Keys.SOURCES + "\" \"" + Keys.ROUTES + "\"");
        assertThat(code).contains("Keys.SOURCES", "Keys.ROUTES");
        known.keySet().forEach(key -> {
            String ofSource = key.substring(key.indexOf('.', Keys.PREFIX.length()) + 1);
            assertThat(code.toString())
                    .containsAnyOf(
                            Keys.FIXED.containsKey(key)
                                    ? new String[] {"\"" + key + "\""}
                                    : new String[] {"\"" + ofSource + "\"", "\"." + ofSource + "\""});
        });
    }

    @Test
    void routesUseOnlyKeysThatAreKnown() throws Exception {
        Pattern placeholder = Pattern.compile("\\{\\{(registry\\.[a-z.-]+)");
        for (Path file : below(Path.of("routes"), ".camel.yaml")) {
            assertThat(placeholder.matcher(Files.readString(file)).results().map(match -> match.group(1)))
                    .as("%s", file)
                    .allSatisfy(key -> assertThat(
                                    key.matches("registry\\.fan-out\\.(kind-)?backstop-ms") || known.containsKey(key))
                            .as(key)
                            .isTrue());
        }
    }

    private static List<Path> below(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
