package io.provisioning.extensionregistry.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the log of this process goes, and in which form. */
public final class LogOutput {
    /** The appender of {@code logback.xml}. */
    private static final String CONSOLE = "console";

    private static final AccessQueue ACCESS = new AccessQueue();

    private LogOutput() {}

    /** Writes as {@code logback.xml} says, also what libraries give to the log of the JDK. */
    public static void begin() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /**
     * Writes one JSON object a line from now on, to where text went. Nothing changes if somebody configured the log
     * otherwise than by our file.
     */
    public static void writeJson() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(CONSOLE) instanceof OutputStreamAppender<ILoggingEvent> console) {
            JsonLine encoder = new JsonLine();
            encoder.setContext(context);
            encoder.start();
            console.stop();
            console.setEncoder(encoder);
            console.start();
        }
    }

    /** Writes the lines of a logger, which are many, on a thread of their own; who logs them never waits. */
    public static void writeAside(String logger) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var console = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE);
        if (console != null) {
            ACCESS.setContext(context);
            ACCESS.addAppender(console);
            ACCESS.start();
            context.getLogger(logger).addAppender(ACCESS);
            context.getLogger(logger).setAdditive(false);
        }
    }

    /** How many of those lines were dropped, because the output was slower than they came. */
    public static long dropped() {
        return ACCESS.dropped();
    }

    /** Writes what is waiting; nothing is logged aside any more. */
    public static void end() {
        ACCESS.stop();
    }
}
