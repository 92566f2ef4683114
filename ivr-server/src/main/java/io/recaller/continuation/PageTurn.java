package io.recaller.continuation;

import io.recaller.conversation.DialogueView;
import io.recaller.flow.Entry;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Currencies;
import io.recaller.speech.Language;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.Optional;

/**
 * A turn as a page shows it. Pure; two that are equal look the same, whatever their version.
 *
 * @param said what is said or asked, in order
 * @param why of {@link Kind#PHONE}: what keeps it from the page
 * @param isByAgent whether an agent shows it, who talks with them: the call is not in it
 * @param document that is shown beside what is said
 * @param asksFile whether an agent asks for a picture or a document
 */
public record PageTurn(
        Kind kind,
        List<String> said,
        List<Button> choices,
        Optional<Asked> field,
        String why,
        boolean isByAgent,
        Optional<Document> document,
        boolean asksFile) {
    public PageTurn {
        said = List.copyOf(said);
        choices = List.copyOf(choices);
    }

    /** What is to be done; the lower case name is what the page is told. */
    public enum Kind {
        CHOOSE,
        ASK,
        /** The call speaks; nothing is asked. */
        SAY,
        /** Only on the telephone. */
        PHONE,
        WAITING,
        TALKING,
        ENDED
    }

    /** Characters of a day, whichever way it is typed. */
    private static final int DATE = 12;

    /** What can be pressed. */
    public record Button(String id, String key, String label) {}

    /**
     * A value that is asked.
     *
     * @param kind as the page is told: {@code digits}, {@code amount}, {@code text}, {@code email},
     *     {@code date}
     * @param unit of an amount; empty of all else
     * @param min characters
     * @param max characters
     */
    public record Asked(
            String name,
            String kind,
            String unit,
            int min,
            int max,
            boolean secret,
            boolean confirms) {
        private Asked of(String what, String in, int fewest, int most) {
            return new Asked(name, what, in, fewest, most, secret, confirms);
        }
    }

    /** What can be opened beside the page. */
    public record Document(String label, String url) {}

    private PageTurn(
            Kind kind, List<String> said, List<Button> choices, Optional<Asked> field, String why) {
        this(kind, said, choices, field, why, false, Optional.empty(), false);
    }

    /** An agent asks for a value. */
    static PageTurn ofAgent(List<String> said, Asked asked) {
        return ofAgent(Kind.ASK, said, Optional.of(asked), Optional.empty(), false);
    }

    /** An agent shows a document. */
    static PageTurn ofAgent(Document document) {
        return ofAgent(
                Kind.TALKING,
                List.of(document.label()),
                Optional.empty(),
                Optional.of(document),
                false);
    }

    /** An agent asks for a picture or a document. */
    static PageTurn asksFile(String said) {
        return ofAgent(Kind.TALKING, List.of(said), Optional.empty(), Optional.empty(), true);
    }

    /** What an agent asked for is given. */
    static PageTurn ofAgent(String said) {
        return ofAgent(Kind.TALKING, List.of(said), Optional.empty(), Optional.empty(), false);
    }

    private static PageTurn ofAgent(
            Kind kind,
            List<String> said,
            Optional<Asked> field,
            Optional<Document> document,
            boolean asksFile) {
        return new PageTurn(kind, said, List.of(), field, "", true, document, asksFile);
    }

    /** Whether the page may answer it. */
    public boolean isAsked() {
        return kind == Kind.CHOOSE || kind == Kind.ASK;
    }

    /**
     * As it is shown.
     *
     * @param isServed whether an agent talks with them, or has
     */
    static PageTurn of(DialogueView view, boolean isServed) {
        if (view.over()) {
            return plain(Kind.ENDED, view.turn().map(PageTurn::words).orElse(List.of()));
        }
        if (view.digits().isPresent()) {
            return hidden("match");
        }
        return view.turn()
                .map(turn -> of(turn, view, isServed))
                .orElseGet(
                        () -> hidden(view.hidden() == DialogueView.Hidden.PIN ? "pin" : "private"));
    }

    private static PageTurn hidden(String why) {
        return new PageTurn(Kind.PHONE, List.of(), List.of(), Optional.empty(), why);
    }

    private static PageTurn plain(Kind kind, List<String> said) {
        return new PageTurn(kind, said, List.of(), Optional.empty(), "");
    }

    private static PageTurn of(Turn turn, DialogueView view, boolean isServed) {
        return switch (turn) {
            case Turn.Choose menu ->
                    new PageTurn(
                            Kind.CHOOSE,
                            words(menu),
                            menu.choices().stream().map(PageTurn::button).toList(),
                            Optional.empty(),
                            "");
            case Turn.Ask ask ->
                    new PageTurn(
                            Kind.ASK, words(ask), List.of(), Optional.of(asked(ask, view)), "");
            case Turn.HandOff _ -> plain(isServed ? Kind.TALKING : Kind.WAITING, words(turn));
            case Turn.Say _,
                    Turn.LookUp _,
                    Turn.SwitchTo _,
                    Turn.Recommend _,
                    Turn.Verify _,
                    Turn.End _ ->
                    plain(Kind.SAY, words(turn));
        };
    }

    private static Button button(Choice choice) {
        return new Button(choice.id(), choice.key(), choice.label());
    }

    private static Asked asked(Turn.Ask ask, DialogueView view) {
        return asked(ask.wanted(), view.field(), view.language(), ask.secret(), ask.confirms());
    }

    static Asked asked(
            Entry wanted, String field, Language language, boolean secret, boolean confirms) {
        var empty = new Asked(field, "", "", 1, wanted.maxDigits(), secret, confirms);
        return switch (wanted) {
            case Entry.Digits(int min, int max) -> empty.of("digits", "", min, max);
            case Entry.Amount(String unit) ->
                    empty.of(
                            "amount",
                            Currencies.name(unit, language).orElse(unit),
                            1,
                            wanted.maxDigits());
            case Entry.Words(int most) -> empty.of("text", "", 1, most);
            case Entry.Email _ -> empty.of("email", "", 1, Entry.Email.LONGEST);
            case Entry.Date _ -> empty.of("date", "", 1, DATE);
        };
    }

    private static List<String> words(Turn turn) {
        var speech =
                switch (turn) {
                    case Turn.Choose menu -> menu.lead();
                    case Turn.Say say -> say.speech();
                    case Turn.Ask ask -> ask.speech();
                    case Turn.HandOff handOff -> handOff.speech();
                    case Turn.End end -> end.speech();
                    case Turn.LookUp lookUp -> lookUp.meanwhile();
                    case Turn.Verify _, Turn.SwitchTo _, Turn.Recommend _ -> Speech.silence();
                };
        var text = speech.written();
        return text.isBlank() ? List.of() : List.of(text);
    }

    /** Never what is said: it may be personal. */
    @Override
    public String toString() {
        return "PageTurn[" + kind + "]";
    }
}
