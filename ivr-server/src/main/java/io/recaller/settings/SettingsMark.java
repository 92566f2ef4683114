package io.recaller.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells servers apart whose ports are the same: one on this machine with other settings has another
 * folder or another database. Says neither to who reads it.
 */
public final class SettingsMark {
    private static final int LENGTH = 16;

    private SettingsMark() {}

    /** The same for whoever reads the same settings, from whatever folder. */
    public static String of(Settings settings) {
        var text = place(settings.folder()) + "\n" + rows(settings.storage());
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String rows(Settings.Storage storage) {
        return switch (storage) {
            case Settings.Storage.Embedded(var folder, var port) -> place(folder) + "\n" + port;
            case Settings.Storage.Given(var url, _, _) -> url.replaceFirst("\\?.*", "");
        };
    }

    private static Path place(Path folder) {
        return folder.toAbsolutePath().normalize();
    }
}
