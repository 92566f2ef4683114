package io.recaller.settings.file;

import io.recaller.speech.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tag of a language as a settings file has it, by the rule of flows. */
public final class LanguageTag {
    private static final Logger LOG = LoggerFactory.getLogger(LanguageTag.class);

    private LanguageTag() {}

    /**
     * Warns of a country's code where its language is meant: a flow may be written with it.
     *
     * @param key named in the warning
     * @throws IllegalArgumentException when it is none
     */
    public static Language read(String key, String tag) {
        var language = new Language(tag);
        language.ofCountry()
                .ifPresent(meant ->
                        LOG.atWarn()
                                .addKeyValue("key", key)
                                .addKeyValue("written", tag)
                                .addKeyValue("meant", meant)
                                .log(
                                        "this is the code of a country, not of a language; write"
                                                + " the language, as in the flow"));
        if (!language.isKnown()) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("written", tag)
                    .log("this is no language that is known; write it as in the flow, such as kk");
        }
        return language;
    }
}
