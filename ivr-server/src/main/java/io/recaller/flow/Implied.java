package io.recaller.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What texts and conditions may use without a form or a look-up: the numbers of the call, and the
 * request it is about, as far as the caller may hear of it, and when what is closed opens. A flow's
 * own name comes before.
 */
public final class Implied {
    private static final String CALLER = "caller";
    private static final String CALLER_LAST4 = "caller_last4";
    private static final String DIALLED = "dialled";
    static final String NEXT_OPENING = "next_opening";
    private static final String CLOSES_AT = "closes_at";

    /** Moments of the opening hours that were asked for last. */
    public static final Set<String> MOMENTS = Set.of(NEXT_OPENING, CLOSES_AT);

    /** Spoken digit by digit. */
    static final Set<String> NUMBERS = Set.of(CALLER, CALLER_LAST4, DIALLED);

    /** All names a text may fill in. */
    public static final Set<String> NAMES =
            Set.of(
                    CALLER,
                    CALLER_LAST4,
                    DIALLED,
                    NEXT_OPENING,
                    CLOSES_AT,
                    OfferSubject.OPENED,
                    OfferSubject.STATUS,
                    OfferSubject.TEXT);

    private Implied() {}

    /**
     * What a text may fill in; a name without a value is missing.
     *
     * @param pattern the text: what takes longer to find out and is not named in it is left out
     */
    public static Map<String, String> words(Collected collected, Context context, String pattern) {
        var words = new HashMap<String, String>();
        var numbers = context.numbers();
        put(words, CALLER, numbers.caller());
        put(words, CALLER_LAST4, last4(numbers.caller()));
        put(words, DIALLED, numbers.dialled());
        words.putAll(about(collected, context));
        moments(collected, context, pattern, words);
        return words;
    }

    private static void moments(
            Collected collected, Context context, String pattern, Map<String, String> words) {
        var hours = collected.hours().flatMap(context.hours()::of);
        if (pattern.contains(NEXT_OPENING)) {
            hours.flatMap(one -> one.nextOpening(context.now()))
                    .ifPresent(at -> words.put(NEXT_OPENING, at.toString()));
        }
        if (pattern.contains(CLOSES_AT)) {
            hours.flatMap(one -> one.closesAt(context.now()))
                    .ifPresent(at -> words.put(CLOSES_AT, at.toString()));
        }
    }

    /** What a condition may ask for; a name without a value is an empty text. */
    static Map<String, Object> names(Collected collected, Context context) {
        var about = about(collected, context);
        return Map.of(
                CALLER,
                context.numbers().caller(),
                DIALLED,
                context.numbers().dialled(),
                OfferSubject.STATUS,
                about.getOrDefault(OfferSubject.STATUS, ""),
                OfferSubject.TEXT,
                about.getOrDefault(OfferSubject.TEXT, ""));
    }

    private static void put(Map<String, String> words, String name, String value) {
        if (!value.isEmpty()) {
            words.put(name, value);
        }
    }

    private static String last4(String number) {
        return number.substring(Math.max(0, number.length() - 4));
    }

    /** The thing whose offer was taken on this call, else the newest open request. */
    private static Map<String, String> about(Collected collected, Context context) {
        return context.who()
                .flatMap(who ->
                        collected
                                .taken()
                                .map(offering -> OfferSubject.of(offering, who, context.now()))
                                .orElseGet(() -> newest(who, context)))
                .filter(thing -> context.trust().atLeast(thing.tier()))
                .map(thing -> thing.values(collected.language()))
                .orElse(Map.of());
    }

    private static Optional<OfferSubject> newest(Context.Known who, Context context) {
        return who.requests().stream()
                .filter(request -> context.trust().atLeast(request.tier()))
                .findFirst()
                .map(OfferSubject::of);
    }
}
