package io.provisioning.extensionregistry.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.model.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedAnswerTest {
    private static final byte[] BYTES = new byte[5000];

    private final AtomicInteger givenUp = new AtomicInteger();

    private BoundedAnswer body(InputStream in, long maxBytes, Duration left) {
        return new BoundedAnswer(in, maxBytes, System.nanoTime() + left.toNanos(), givenUp::incrementAndGet);
    }

    @Test
    void anAnswerWithinTheBoundsIsReadAndItsConnectionKept() throws IOException {
        try (InputStream body = body(new ByteArrayInputStream(BYTES), BYTES.length, Duration.ofHours(1))) {
            assertThat(body.read()).isZero();
            assertThat(body.skip(9)).isEqualTo(9);
            assertThat(body.readAllBytes()).hasSize(BYTES.length - 10);
        }
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void oneByteTooManyGivesTheConnectionUp() {
        BoundedAnswer body = body(new ByteArrayInputStream(BYTES), BYTES.length - 1, Duration.ofHours(1));

        assertThatThrownBy(body::readAllBytes)
                .satisfies(thrown -> assertThat(Failures.of(thrown).reason()).isEqualTo(Reason.INVALID_ANSWER));
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void anAnswerThatTakesTooLongGivesTheConnectionUp() {
        BoundedAnswer body = body(new ByteArrayInputStream(BYTES), BYTES.length, Duration.ofMillis(-1));

        assertThatThrownBy(body::read)
                .isInstanceOf(SocketTimeoutException.class)
                .satisfies(thrown -> assertThat(Failures.of(thrown).reason()).isEqualTo(Reason.TIMEOUT));
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void whatIsLeftUnreadIsNotReadToTheEndWhenItIsClosed() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("it is read to its end");
            }
        };

        body(endless, BYTES.length, Duration.ofHours(1)).close();
        assertThat(givenUp).hasValue(1);
    }
}
