package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.provisioning.extensionregistry.support.TarGz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Answers as they must be, in {@code src/test/resources/golden}; layout apart, to the letter and in that order. */
final class Golden {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private static final String SAMPLE = " ([^/}]+)/([^/}]+)/([^}]+)}";
    private static final Pattern SIZE = Pattern.compile("\"\\$\\{size" + SAMPLE + "\"");
    private static final Pattern SHA256 = Pattern.compile("\\$\\{sha256" + SAMPLE);

    private Golden() {}

    /**
     * Compares with a file, in which {@code ${oci}} stands for an address, and {@code ${sha256 type/name/version}} and
     * {@code "${size type/name/version}"} for what is true of that sample's archive, which depends on the JDK's zlib.
     */
    static void assertGolden(String json, String file, String oci) {
        try {
            String golden = filled(Files.readString(FOLDER.resolve(file)).replace("${oci}", oci));
            assertThat(parse(json).toPrettyString())
                    .as(file)
                    .isEqualTo(JSON.readTree(golden).toPrettyString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String golden) {
        String withSizes = SIZE.matcher(golden).replaceAll(sample -> String.valueOf(archive(sample).length));
        return SHA256.matcher(withSizes).replaceAll(sample -> TarGz.sha256(archive(sample)));
    }

    private static byte[] archive(MatchResult sample) {
        return TarGz.extension(sample.group(1), sample.group(2), sample.group(3));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** The names of an object's fields, in order. */
    static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** One field of each object of an array, as text; a field that is missing is an empty text. */
    static List<String> each(String json, String field) {
        List<String> values = new ArrayList<>();
        parse(json).forEach(object -> values.add(object.path(field).asText()));
        return values;
    }
}
