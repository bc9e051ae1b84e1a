package io.provisioning.extensionregistry.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.model.Text;
import io.provisioning.extensionregistry.upstream.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What may become of an answer, however odd it is: extensions that can be shown, or a failure with a reason. */
public final class FuzzedAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FuzzedAnswer() {}

    /**
     * Reads an answer.
     *
     * @param odd what it is read from, for the message
     * @return whether it was understood
     */
    public static boolean isUnderstood(Callable<List<SourceExtension>> read, byte[] odd, Object seed) {
        try {
            for (SourceExtension extension : read.call()) {
                requireShowable(extension);
            }
            return true;
        } catch (SourceException e) {
            assertThat(e.failure().message()).matches("[ -~]+");
            return false;
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new AssertionError(seed + ": " + new String(odd, StandardCharsets.UTF_8), e);
        }
    }

    private static void requireShowable(SourceExtension extension) throws Exception {
        List<String> texts = new ArrayList<>(extension.tags());
        Stream.of(extension.description(), extension.author(), extension.repository())
                .filter(Objects::nonNull)
                .forEach(texts::add);
        extension.versions().forEach(version -> {
            texts.add(version.tag());
            texts.add(version.version().text());
            version.download().map(artifact -> artifact.fileName()).ifPresent(texts::add);
            version.download().map(artifact -> artifact.downloadUrl()).ifPresent(texts::add);
        });
        assertThat(texts).allSatisfy(text -> assertThat(Text.wellFormed(text)).isSameAs(text));
        for (JsonNode shown : JSON.readTree(JsonBytes.of(texts))) {
            assertThat(Text.printable(shown.asText())).isSameAs(shown.asText());
        }
    }
}
