package io.recaller.flow.timing;

import io.recaller.flow.Context;
import io.recaller.flow.Entry;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.flow.RecommendationWords;
import io.recaller.flow.Wording;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long each piece of a flow takes a caller: prompts by their real lengths, keys by a typical
 * pace. Not safe for several threads: it remembers what it has measured.
 */
final class Pace {
    /**
     * One key, found and pressed: eight digits of an account number read off a bill take about ten
     * seconds.
     */
    static final Duration KEY = Duration.ofMillis(1_200);

    /** Amounts of hundreds and thousands are the usual ones. */
    private static final int AMOUNT_KEYS = 4;

    /** A line typed on a page beside the call, its opening apart. */
    private static final Duration TYPING = Duration.ofSeconds(15);

    /** Its words are not the flow's: they come from other systems. */
    private static final Duration RECOMMENDED = Duration.ofSeconds(7);

    /** Read in silence, 240 a minute (Brysbaert, 2019). */
    private static final Duration WORD = Duration.ofMillis(250);

    /** What is meant is thought of, and the button found (Card, Moran and Newell, 1980: M, P). */
    private static final Duration THOUGHT_AND_BUTTON = Duration.ofMillis(1_350 + 1_100);

    /** Of a code that is copied, by who is no typist (the same: K). */
    private static final Duration DIGIT = Duration.ofMillis(750);

    /** Of words, with the thumbs, 36 words a minute (Palin and others, 2019). */
    private static final Duration LETTER = Duration.ofMillis(330);

    /** Of a line that is typed, where more is allowed. */
    private static final int TYPED = 25;

    /** Day, month and year. */
    private static final int DATE = 8;

    private final Flow flow;
    private final Language language;
    private final PromptLengths lengths;
    private final Context context;
    private final Map<Text, Duration> said = new HashMap<>();
    private final Map<Option, Duration> options = new HashMap<>();

    Pace(Flow flow, Language language, PromptLengths lengths, Context context) {
        this.flow = flow;
        this.language = language;
        this.lengths = lengths;
        this.context = context;
    }

    /** A text with values as long as they usually are. */
    Duration saying(Text text) {
        return said.computeIfAbsent(text, this::length);
    }

    Duration saying(Optional<Text> text) {
        return text.map(this::saying).orElse(Duration.ZERO);
    }

    private Duration length(Text text) {
        return typical(text).length(lengths);
    }

    private Speech typical(Text text) {
        var spoken = text.patterns().containsKey(language) ? language : flow.languages().getFirst();
        var likely = new HashMap<String, String>();
        for (var field : flow.fields()) {
            if (!field.entry().isTyped()) {
                likely.put(field.name(), "1".repeat(keys(field.entry())));
            }
        }
        likely.put(Field.LAST4, "1234");
        var values = new Values(likely, flow.spelled(), context.zone());
        return text.typical(spoken, values, context.now()).orElse(Speech.silence());
    }

    /** Listening to a menu until the option was read, and pressing its key. */
    Duration choosing(Node.Menu menu, List<Option> order, Option wanted) {
        var heard = saying(menu.intro());
        for (var option : order) {
            heard = heard.plus(option(option));
            if (option.equals(wanted)) {
                break;
            }
        }
        return heard.plus(KEY);
    }

    /** Listening to a menu until its question was asked, and taking it. */
    Duration accepting(Node.Menu menu, Duration question) {
        return saying(menu.intro()).plus(question).plus(KEY);
    }

    private Duration option(Option option) {
        return options.computeIfAbsent(
                option, one -> lengths.of(Wording.option(flow, one, language)));
    }

    /** The question and its answer. */
    Duration asking(Field field) {
        return saying(field.say()).plus(keying(field.entry()));
    }

    /** The question read on a page, and its answer typed there. */
    Duration filling(Field field) {
        var words = typical(field.say()).written().strip().split("\\s+", -1).length;
        return WORD.multipliedBy(words).plus(THOUGHT_AND_BUTTON).plus(typing(field.entry()));
    }

    private static Duration typing(Entry entry) {
        return switch (entry) {
            case Entry.Digits _, Entry.Amount _ -> DIGIT.multipliedBy(keys(entry));
            case Entry.Date _ -> DIGIT.multipliedBy(DATE);
            case Entry.Email _ -> LETTER.multipliedBy(TYPED);
            case Entry.Words(int most) -> LETTER.multipliedBy(Math.min(most, TYPED));
        };
    }

    /** The known value heard and accepted by one key; nothing when it is used silently. */
    Duration readingBack(Field field) {
        return field.prefill()
                .flatMap(Field.Prefill::confirm)
                .map(text -> saying(text).plus(KEY))
                .orElse(Duration.ZERO);
    }

    Duration proving(Node.Verify verify) {
        return saying(verify.say()).plus(keying(verify.digits()));
    }

    /** What is recommended, as long as two sentences usually are, both keys, and one of them. */
    Duration recommending() {
        return RecommendationWords.keys(language).stream()
                .map(lengths::of)
                .reduce(RECOMMENDED, Duration::plus)
                .plus(KEY);
    }

    /** Where the length is open, silence has to end it. */
    private Duration keying(Entry entry) {
        if (!entry.isKeyed()) {
            return TYPING;
        }
        var wait =
                switch (entry) {
                    case Entry.Digits(int min, int max) when min == max -> Duration.ZERO;
                    case Entry.Date _, Entry.Email _, Entry.Words _ -> Duration.ZERO;
                    case Entry.Digits _, Entry.Amount _ -> flow.patience().interDigit();
                };
        return KEY.multipliedBy(keys(entry)).plus(wait);
    }

    private static int keys(Entry entry) {
        return switch (entry) {
            case Entry.Digits(int min, int max) -> (min + max) / 2;
            case Entry.Amount _ -> AMOUNT_KEYS;
            case Entry.Date _, Entry.Email _, Entry.Words _ -> entry.maxDigits();
        };
    }
}
