package io.provisioning.extensionregistry.support;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test after which a secret was found in a log line or in an answer. JUnit finds it by itself and applies it to
 * every test of every run.
 */
public final class NoLeaks implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** Looks once more when all tests are over: threads in the background log later. */
    private record Last() implements AutoCloseable {
        @Override
        public void close() {
            require();
        }
    }

    private static volatile boolean watching;

    @Override
    public void beforeAll(ExtensionContext context) {
        watching = true;
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(NoLeaks.class))
                .getOrComputeIfAbsent("last", key -> new Last());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        require();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        require();
    }

    /** Whether JUnit has found it. */
    static boolean isWatching() {
        return watching;
    }

    private static void require() {
        List<String> seen = Leaks.take();
        if (!seen.isEmpty()) {
            throw new AssertionError("a secret was seen in\n" + String.join("\n", seen));
        }
    }
}
