package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.junit.jupiter.api.Test;

class LateTlsTest {
    @Test
    void itIsMadeAtTheFirstConnectionAndKept() throws Exception {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger upgraded = new AtomicInteger();
        TlsSocketStrategy real = (socket, host, port, attachment, context) -> {
            upgraded.incrementAndGet();
            return null;
        };
        LateTls tls = new LateTls(() -> {
            made.incrementAndGet();
            return real;
        });
        assertThat(made).hasValue(0);

        tls.upgrade(null, "git.example.test", 443, null, null);
        tls.upgrade(null, "git.example.test", 443, null, null);

        assertThat(made).hasValue(1);
        assertThat(upgraded).hasValue(2);
    }
}
