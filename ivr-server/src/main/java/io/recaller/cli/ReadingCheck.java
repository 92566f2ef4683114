package io.recaller.cli;

import io.recaller.channel.outbound.Outbound;
import io.recaller.cli.simulate.WrittenChannel;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.flow.Wording;
import io.recaller.message.Button;
import io.recaller.speech.Language;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a flow does not fit where it is read instead of heard. */
final class ReadingCheck {
    /** What only somebody with a telephone in their hand can do. */
    private static final Pattern KEYS =
            Pattern.compile(
                    "(?iu)\\b(press|key (in|your|an|another)|keypad)\\b"
                            + "|нажм|звёздочк|звездочк|батырма|жұлдызша|теріңіз");

    /** Said where something is heard and nowhere else. */
    private static final Pattern ONLY_HEARD =
            Pattern.compile(".*/(no_input|option_say|meanwhile|wrong)|.*/verify/say|/page/say");

    private final Flow flow;
    private final Function<Language, List<WrittenChannel>> channels;

    /**
     * Of one flow.
     *
     * @param channels that it is read in, by the language of their own words
     */
    ReadingCheck(Flow flow, Function<Language, List<WrittenChannel>> channels) {
        this.flow = flow;
        this.channels = channels;
    }

    /** Texts that speak of keys; none where nobody reads. */
    List<FlowProblem> warnings() {
        return channels.apply(flow.languages().getFirst()).isEmpty() ? List.of() : ofKeys();
    }

    private List<FlowProblem> ofKeys() {
        return read().flatMap(placed ->
                        placed.languages().stream()
                                .filter(language -> speaksOfKeys(placed.text(), language))
                                .map(language -> speaksOfKeys(placed, language)))
                .toList();
    }

    private static boolean speaksOfKeys(Text text, Language language) {
        return KEYS.matcher(text.read().patterns().getOrDefault(language, "")).find();
    }

    private FlowProblem speaksOfKeys(FlowTexts.Placed placed, Language language) {
        return flow.source()
                .problem(
                        placed.pointer() + "/" + language,
                        "speaks of keys, and people who write have none",
                        "Add written: {" + language + ": \"…\"} with what they read instead");
    }

    private Stream<FlowTexts.Placed> read() {
        return FlowTexts.of(flow).stream()
                .filter(placed -> !ONLY_HEARD.matcher(placed.pointer()).matches());
    }

    /** What is shortened, by channel and language. */
    List<FlowProblem> notes() {
        var notes = new ArrayList<FlowProblem>();
        for (var language : flow.languages()) {
            for (var channel : channels.apply(language)) {
                menus(channel, language, notes);
                texts(channel, language, notes);
            }
        }
        return notes.stream().distinct().toList();
    }

    /**
     * How a PIN is asked for where people write; none where nobody writes, or nothing is proved.
     *
     * @param hasPages whether the settings have pages
     */
    List<FlowProblem> proofs(boolean hasPages) {
        return channels.apply(flow.languages().getFirst()).isEmpty()
                ? List.of()
                : flow.nodes().values().stream()
                        .filter(Node.Verify.class::isInstance)
                        .map(node -> proof("/nodes/" + node.id() + "/verify", hasPages))
                        .toList();
    }

    private FlowProblem proof(String pointer, boolean hasPages) {
        return hasPages
                ? flow.source()
                        .problem(
                                pointer,
                                "whoever writes keys their PIN on a page, by a one-time link",
                                "Nothing is to be done; simulate --channel shows the words")
                : flow.source()
                        .problem(
                                pointer,
                                "a PIN is not asked where people write: a person helps",
                                "Set companion.url, and they key it on a page");
    }

    private void menus(WrittenChannel channel, Language language, List<FlowProblem> notes) {
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Menu menu) {
                var lead = menu.intro().map(text -> typical(text, language)).orElse("");
                var buttons =
                        menu.options().stream()
                                .filter(option -> isShown(option, language))
                                .map(option ->
                                        button(option.key(), Wording.label(flow, option, language)))
                                .toList();
                notes.addAll(
                        notes(
                                channel,
                                language,
                                "/nodes/" + menu.id() + "/menu/options",
                                lead,
                                buttons));
            }
        }
    }

    private static boolean isShown(Option option, Language language) {
        return option.language().filter(language::equals).isEmpty();
    }

    private static Button button(char key, String label) {
        return new Button("v0:" + key, key + " · " + label);
    }

    private void texts(WrittenChannel channel, Language language, List<FlowProblem> notes) {
        read().filter(placed -> placed.isSpoken() && placed.languages().contains(language))
                .forEach(placed -> {
                    var words = typical(placed.text(), language);
                    var isOffer = placed.pointer().contains("/menu/offers/");
                    notes.addAll(
                            notes(
                                    channel,
                                    language,
                                    placed.pointer(),
                                    isOffer ? "" : words,
                                    isOffer ? List.of(button('*', words)) : List.of()));
                });
    }

    private List<FlowProblem> notes(
            WrittenChannel channel,
            Language language,
            String pointer,
            String text,
            List<Button> buttons) {
        return channel.looks().apply(new Outbound(1, "", text, buttons)).notes().stream()
                .map(note ->
                        flow.source()
                                .problem(
                                        pointer,
                                        channel.name() + ", " + language + ": " + note,
                                        "Shorten it, or give it a shorter written form"))
                .toList();
    }

    /** With values as long as they usually are. */
    private String typical(Text text, Language language) {
        var spoken = text.patterns().containsKey(language) ? language : flow.languages().getFirst();
        var likely = Map.of("last4", "1234");
        var values = new Values(likely, Set.of(), ZoneOffset.UTC);
        return text.read().typical(spoken, values, Instant.EPOCH).map(Speech::written).orElse("");
    }
}
