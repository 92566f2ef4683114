package io.recaller.lab.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a demo, in a file beside its data: on the screen its story is read. What must be acted
 * on, an error, is on the screen as well.
 */
public final class DemoLog {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %msg %kvp%n%ex{20}";

    private static final Pattern WARNING = Pattern.compile("^\\S+ (?:WARN|ERROR) ");

    private DemoLog() {}

    /** Where it is. */
    public static Path in(Path folder) {
        return folder.resolve("demo.log");
    }

    /** From now on it is written there, anew. */
    public static void begin(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.iteratorForAppenders()
                    .forEachRemaining(screen -> screen.addFilter(errorsOnly(context)));
            root.addAppender(file(context, in(folder)));
        }
    }

    private static FileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setAppend(false);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static ThresholdFilter errorsOnly(LoggerContext context) {
        var filter = new ThresholdFilter();
        filter.setContext(context);
        filter.setLevel(Level.ERROR.levelStr);
        filter.start();
        return filter;
    }

    /** Where it is, and how much is amiss in it. */
    static String words(Path folder) {
        var file = in(folder);
        var warnings = warnings(file);
        return file + (warnings == 0 ? "" : ", warnings in it: " + warnings);
    }

    private static long warnings(Path file) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> WARNING.matcher(line).find()).count();
        } catch (IOException | UncheckedIOException _) {
            return 0; // it is named all the same
        }
    }
}
