package io.provisioning.extensionregistry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines that are written aside. */
class AccessQueueTest {
    @Test
    @Timeout(30)
    void whoLogsNeverWaitsAndWhatIsDroppedIsCounted() {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        AppenderBase<ILoggingEvent> output = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                written.incrementAndGet();
            }
        };
        output.setContext(context);
        output.start();
        AccessQueue queue = new AccessQueue();
        queue.setContext(context);
        queue.addAppender(output);
        queue.start();
        context.getLogger("access").addAppender(queue);

        for (int i = 0; i < 20_000; i++) {
            context.getLogger("access").info("line {}", i);
        }
        long dropped = queue.dropped();
        slow.countDown();
        queue.stop();

        assertThat(dropped).isPositive();
        assertThat(written.get()).isEqualTo(20_000 - (int) dropped);
    }
}
