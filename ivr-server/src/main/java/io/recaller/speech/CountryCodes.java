package io.recaller.speech;

import java.util.Map;
import java.util.Optional;

/** Codes of countries that are written for languages; {@code se} is Northern Sami, too. */
final class CountryCodes {
    private static final Map<String, String> LANGUAGES =
            Map.ofEntries(
                    Map.entry("kz", "kk"),
                    Map.entry("ua", "uk"),
                    Map.entry("cz", "cs"),
                    Map.entry("jp", "ja"),
                    Map.entry("gr", "el"),
                    Map.entry("dk", "da"),
                    Map.entry("rs", "sr"),
                    Map.entry("cn", "zh"),
                    Map.entry("vn", "vi"),
                    Map.entry("ir", "fa"),
                    Map.entry("us", "en"),
                    Map.entry("gb", "en"));

    private CountryCodes() {}

    /** What is meant, perhaps; empty for a language. */
    static Optional<String> languageOf(String code) {
        return Optional.ofNullable(LANGUAGES.get(code));
    }
}
