package io.recaller.asterisk.survey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file for Asterisk as it came with this version. */
final class BundledFile {
    private BundledFile() {}

    static String read(String name) {
        try (var in = BundledFile.class.getResourceAsStream("/asterisk/dialplan/" + name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
