package io.provisioning.extensionregistry.support;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Looks for secrets in every line of the log, those included that are not shown. */
public final class LeakAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
        look(event);
    }

    /** Looks for secrets in one line: its text, its context, and the exceptions below it. */
    static void look(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        Leaks.look(
                event.getLoggerName() + " " + event.getLevel(),
                event.getFormattedMessage() + event.getMDCPropertyMap() + trace);
    }
}
