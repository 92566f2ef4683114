package io.recaller.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.outbound.Appearance;
import io.recaller.cli.terminal.Wrapped;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Turn;
import io.recaller.menu.ReasonWords;
import io.recaller.menu.planner.LateOption;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes down a simulated call, for people or as one JSON object a line. One thread. */
public final class Transcript {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int WIDTH = 160;

    private final PrintStream out;
    private final boolean json;
    private final Optional<Character> pageKey;

    /**
     * @param pageKey of the flow: what it does is read after the last option
     */
    Transcript(PrintStream out, boolean json, Optional<Character> pageKey) {
        this.out = out;
        this.json = json;
        this.pageKey = pageKey;
    }

    void said(String turn, Speech speech) {
        var words = speech.prompts().stream().map(Prompt::words).toList();
        if (json) {
            words.forEach(each -> line(object(turn).put("say", each)));
        } else if (!words.isEmpty()) {
            out.println("  " + speech.heard());
        }
        speech.unsaid().forEach(why -> unsaid(turn, why));
    }

    private void unsaid(String turn, String why) {
        if (json) {
            line(object(turn).put("unsaid", why));
        } else {
            out.println("  (not said: " + why + ")");
        }
    }

    void offered(Turn.Choose menu) {
        said("choose", menu.lead());
        menu.layout()
                .offer()
                .ifPresent(offer ->
                        asked(offer, menu.offer().map(Choice::spoken).orElse(Speech.silence())));
        var options = menu.options();
        for (int i = 0; i < options.size(); i++) {
            option(
                    menu.layout().options().get(i),
                    options.get(i).spoken(),
                    LateOption.in(menu.layout()).why(i));
        }
        page(options);
        if (!json) {
            out.printf(
                    Locale.ROOT,
                    "  (order: %s, %.1f s expected to the wanted option)%n",
                    menu.layout().policy(),
                    menu.layout().expected().toMillis() / 1000.0);
        }
    }

    /** An option is one prompt; what follows the last one is of the page's key. */
    private void page(List<Choice> options) {
        if (options.isEmpty() || options.getLast().spoken().prompts().size() < 2) {
            return;
        }
        var words = options.getLast().spoken().prompts().getLast().words();
        pageKey.ifPresent(key -> {
            if (json) {
                line(object("choose").put("switch", "page").put("key", "" + key).put("say", words));
            } else {
                out.println("  [" + key + "] " + words);
            }
        });
    }

    private void asked(Offer offer, Speech speech) {
        var words = speech.heard();
        var because = offer.proposal().because();
        if (json) {
            line(
                    object("choose")
                            .put("offer", offer.proposal().id())
                            .put("key", "*")
                            .put("say", words)
                            .put("probability", offer.probability())
                            .put("threshold", offer.threshold())
                            .put("savedSeconds", offer.saved().toMillis() / 1000.0)
                            .put("because", because));
            return;
        }
        out.printf(
                Locale.ROOT,
                "  [*] %-60s %4.0f %%  %s; worth it from %.0f %%, saves %.1f s%n",
                words,
                offer.probability() * 100,
                because,
                offer.threshold() * 100,
                offer.saved().toMillis() / 1000.0);
    }

    private void option(Layout.Spoken spoken, Speech speech, Optional<String> late) {
        var words = speech.prompts().getFirst().words();
        if (!json) {
            var head =
                    String.format(
                            Locale.ROOT,
                            "  [%s] %-60s %4.0f %%  ",
                            spoken.option().key(),
                            words,
                            spoken.probability() * 100);
            Wrapped.of(head, String.join("; ", ReasonWords.of(spoken.reasons())), WIDTH)
                    .forEach(out::println);
            late.ifPresent(why -> out.println("      so late because " + why));
            return;
        }
        var object =
                object("choose")
                        .put("option", spoken.option().id())
                        .put("key", String.valueOf(spoken.option().key()))
                        .put("say", words)
                        .put("probability", spoken.probability());
        late.ifPresent(why -> object.put("late", why));
        var reasons = object.putArray("reasons");
        for (var reason : spoken.reasons()) {
            reasons.addObject().put("words", reason.words()).put("share", reason.share());
        }
        line(object);
    }

    /** Nobody reads on: the other end of the pipe was closed. */
    boolean isCutOff() {
        return out.checkError();
    }

    /** Something that the caller does not hear, for who reads the transcript. */
    void note(String words) {
        if (json) {
            line(object("note").put("note", words));
        } else {
            out.println("  (" + words + ")");
        }
    }

    /** What somebody wrote. */
    void wrote(String words) {
        if (json) {
            line(object("wrote").put("text", words));
        } else {
            out.println("> " + words);
        }
    }

    /** A message of ours as it is read. */
    void read(Appearance message) {
        if (json) {
            readAsJson(message);
            return;
        }
        message.texts().forEach(text -> text.lines().forEach(line -> out.println("  | " + line)));
        message.buttons().forEach(button -> out.println("  [" + button.label() + "]"));
        message.segments()
                .ifPresent(count -> note(count + (count == 1 ? " segment" : " segments")));
        message.notes().forEach(this::note);
    }

    private void readAsJson(Appearance message) {
        var object = object("message");
        var texts = object.putArray("texts");
        message.texts().forEach(texts::add);
        var buttons = object.putArray("buttons");
        message.buttons().forEach(each -> buttons.add(each.label()));
        message.segments().ifPresent(count -> object.put("segments", count));
        var notes = object.putArray("notes");
        message.notes().forEach(notes::add);
        line(object);
    }

    void keyed(String keys) {
        if (json) {
            line(object("keyed").put("key", keys));
        } else {
            out.println("> " + (keys.isEmpty() ? "(silence)" : keys));
        }
    }

    /** The last line of a call: how it went on. */
    void ended(String turn, String words) {
        if (json) {
            line(object(turn).put("end", words));
        } else {
            out.println("= " + words);
        }
    }

    private static ObjectNode object(String turn) {
        return JSON.createObjectNode().put("turn", turn);
    }

    private void line(ObjectNode object) {
        out.println(object);
    }
}
