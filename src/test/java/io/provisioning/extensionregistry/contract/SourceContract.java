package io.provisioning.extensionregistry.contract;

import io.provisioning.extensionregistry.SourceUnderTest;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.support.StubServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source that is asked over the wire, and its server. A subclass says how the source is set up and what its server
 * answers when all is well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
public abstract class SourceContract {
    /** The secret that the source is set up with, if it can have one. */
    protected static final String TOKEN = "s3cret-t0ken-of-ours";

    /** For so long a source is left alone that fails again and again, or refuses our credentials. */
    private static final long PAUSE_MS = 1;

    /** Nobody has an extension of that name. */
    static final ExtensionId UNKNOWN = new ExtensionId(ExtensionType.CLUSTER, "nowhere-to-be-found");

    /** Fails whatever it is asked or nothing, so that no load fails while other calls of it are still under way. */
    protected final StubServer server = StubServer.start();

    protected SourceUnderTest source;

    /** For the files that the source is set up with. */
    protected Path folder;

    /** The id of the source. */
    protected abstract String id();

    /**
     * How it is set up.
     *
     * @param url the address of its server, without a trailing slash
     * @param token a file with {@link #TOKEN}
     */
    protected abstract Map<String, String> settings(String url, Path token) throws Exception;

    /** What its server answers when all is well: it has {@link #known()}, in at least two versions, and others. */
    protected abstract StubAnswer healthy(StubRequest request) throws Exception;

    /** What its server answers when it has nothing. */
    protected abstract StubAnswer empty(StubRequest request) throws Exception;

    /** An extension that the source has. */
    protected abstract ExtensionId known();

    /** The versions of {@link #known()}, newest first. */
    protected abstract List<String> versions();

    /** What is passed over of all that the server has, by reason. */
    protected abstract Map<String, Integer> skipped();

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        folder = files;
        source = started(server, Map.of());
    }

    @AfterAll
    void stop() {
        source.close();
        server.close();
    }

    @BeforeEach
    void heal() {
        server.otherwise(request -> answer(() -> healthy(request)));
        // Nobody asks a source for so long which has refused our credentials, as in the test before this one.
        Instant forgotten = Instant.now().plusMillis(PAUSE_MS);
        while (!Instant.now().isAfter(forgotten)) {
            Thread.onSpinWait();
        }
    }

    /** The source once more, with other values of keys below its own. */
    final SourceUnderTest started(StubServer at, Map<String, String> differences) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        Map<String, String> all = new HashMap<>(settings(at.url(), token));
        String below = "registry." + id() + ".";
        // What is done when calls fail again and again is no promise of the source.
        Map.of("retries", "0", "breaker-calls", "1000", "breaker-wait-ms", String.valueOf(PAUSE_MS))
                .forEach((key, value) -> all.put(below + key, value));
        differences.forEach((key, value) -> all.put(below + key, value));
        return new SourceUnderTest(id(), all);
    }

    /** The known extension as the list has it. */
    protected final SourceExtension listed() throws Exception {
        BackendAnswer answer = source.ask("list", null);
        return answer.extension(known()).orElseThrow(() -> new AssertionError(answer.toString()));
    }

    static StubAnswer answer(Callable<StubAnswer> world) {
        try {
            return world.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
