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
        var spoken = text.patterns().containsKey(language) ? language : flow.languages().getFirst();
        var likely = new HashMap<String, String>();
        for (var field : flow.fields()) {
            if (!field.entry().isTyped()) {
                likely.put(field.name(), "1".repeat(keys(field.entry())));
            }
        }
        likely.put(Field.LAST4, "1234");
        var values = new Values(likely, flow.spelled(), context.zone());
        return text.typical(spoken, values, context.now()).orElse(Speech.silence()).length(lengths);
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
