package io.recaller.gateway.meta;

import io.recaller.speech.OwnWords;

/** Our own words, beside those of flows. */
final class MetaWords {
    /** On what opens a list, and where a menu has no words; 20 letters at most. */
    static final OwnWords CHOOSE =
            OwnWords.of(
                    "Choose",
                    "Выбрать",
                    "Таңдау",
                    "Auswählen",
                    "Choisir",
                    "Elegir",
                    "Scegli",
                    "Escolher",
                    "Обрати",
                    "Seç");

    private MetaWords() {}
}
