package io.recaller.flow;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Planning;
import io.recaller.flow.engine.Position;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.flow.engine.Turn;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.menu.planner.Policy;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Everything a flow can say: each turn that can be reached by any key, silence, proof or answer
 * from outside, by a stranger and by somebody with a request and a chat behind every offer.
 */
public final class Walk {
    private static final List<String> KEYED = List.of("12345678", "1234567", "4711", "1500", "1");
    private static final int MANY = 20_000;

    private final Flow flow;
    private final Set<Speech> said = new LinkedHashSet<>();
    private final Set<String> nodes = new HashSet<>();

    private Walk(Flow flow) {
        this.flow = flow;
    }

    /** All flows in dialplans/flows. */
    public static List<Flow> shipped() {
        try (var files = Files.list(Path.of("../dialplans/flows"))) {
            var flows = new ArrayList<Flow>();
            for (var file : files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                flows.add(Flows.flow(Files.readString(file)));
            }
            return flows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Walks a flow as callers hear it who are spoken to in this language and do not change it. */
    public static Walk of(Flow flow, Language language) {
        var walk = new Walk(flow);
        for (var context : walk.contexts()) {
            walk.walk(language, context, Planning.designed());
            for (var offer : walk.offers()) {
                walk.walk(language, context, offering(offer));
            }
        }
        return walk;
    }

    /** Every turn's speech, once. */
    public Set<Speech> said() {
        return said;
    }

    /** Every prompt of every turn, once. */
    public Set<Prompt> prompts() {
        var prompts = new LinkedHashSet<Prompt>();
        said.forEach(speech -> prompts.addAll(speech.prompts()));
        return prompts;
    }

    public Set<String> nodes() {
        return nodes;
    }

    private record Place(Dialogue dialogue, TrustTier trust) {}

    private void walk(Language language, Context from, Planning planning) {
        var engine = new Engine(PromptLengths.estimated(), planning);
        var seen = new HashSet<Object>();
        Deque<Place> next = new ArrayDeque<>();
        next.add(new Place(engine.begin(flow, language, from).dialogue(), from.trust()));
        while (!next.isEmpty() && seen.size() < MANY) {
            var place = next.remove();
            if (!place.dialogue().language().equals(language) || !seen.add(essence(place))) {
                continue;
            }
            var step = engine.render(flow, place.dialogue(), from.trusted(place.trust()));
            hear(step.turn());
            step.dialogue().path().forEach(entry -> nodes.add(entry.node()));
            for (var input : inputs(step)) {
                var trust =
                        input instanceof Input.Proof(Input.Verdict verdict)
                                        && verdict == Input.Verdict.ACCEPTED
                                ? TrustTier.VERIFIED
                                : place.trust();
                var context = from.trusted(trust);
                next.add(
                        new Place(
                                engine.next(flow, step.dialogue(), input, context).dialogue(),
                                trust));
            }
        }
    }

    /** What the rest of the way depends on. */
    private static List<Object> essence(Place place) {
        var data = new TreeMap<>(place.dialogue().data());
        var position =
                place.dialogue().position() instanceof Position.InMenu menu
                        ? List.of(menu.offer(), menu.attempt())
                        : place.dialogue().position();
        return List.of(place.dialogue().node(), position, place.trust(), data);
    }

    private void hear(Turn turn) {
        switch (turn) {
            case Turn.Say say -> said.add(say.speech());
            case Turn.Choose choose -> said.add(choose.speech());
            case Turn.Ask ask -> said.add(ask.speech());
            case Turn.Verify verify -> said.add(verify.speech());
            case Turn.LookUp lookUp -> said.add(lookUp.meanwhile());
            case Turn.SwitchTo _, Turn.Recommend _ -> {}
            case Turn.HandOff handOff -> said.add(handOff.speech());
            case Turn.End end -> said.add(end.speech());
        }
    }

    private List<Input> inputs(Step step) {
        var inputs = new ArrayList<Input>();
        switch (step.turn()) {
            case Turn.Say _ -> inputs.add(new Reply.Silence());
            case Turn.Choose _ -> {
                "0123456789*#".chars().forEach(key -> inputs.add(keys("" + (char) key)));
                inputs.add(new Reply.Silence());
            }
            case Turn.Ask _ -> {
                KEYED.forEach(keyed -> inputs.add(keys(keyed)));
                inputs.add(new Reply.Silence());
            }
            case Turn.Verify _ -> {
                for (var verdict : Input.Verdict.values()) {
                    inputs.add(new Input.Proof(verdict));
                }
                inputs.add(new Reply.Silence());
            }
            case Turn.LookUp _ -> {
                inputs.add(new Input.NotFound());
                inputs.add(new Input.Found(Map.of()));
                inputs.add(new Input.Found(found(step.dialogue().node())));
            }
            case Turn.SwitchTo _ -> {
                for (var outcome : SwitchOutcome.values()) {
                    inputs.add(new Input.Switched(outcome));
                }
            }
            case Turn.Recommend _ -> {
                inputs.add(new Input.NotFound());
                inputs.add(new Input.Recommended("fibre", "Faster internet?"));
            }
            case Turn.HandOff _, Turn.End _ -> {}
        }
        return inputs;
    }

    private static Input keys(String keys) {
        return new Reply.Keys(keys);
    }

    /** An answer with all that a look-up brings, as the texts want it. */
    private Map<String, String> found(String node) {
        var found = new HashMap<String, String>();
        ((Node.LookUp) flow.node(node).orElseThrow())
                .result()
                .keySet()
                .forEach(name -> {
                    var instant = Pattern.compile("\\{" + name + "\\s*,\\s*(date|time)");
                    var number =
                            Pattern.compile(
                                    "\\{" + name + "\\s*,\\s*(plural|number|selectordinal)");
                    found.put(
                            name,
                            anywhere(instant)
                                    ? "2026-11-22T18:05:00Z"
                                    : anywhere(number) ? "1500" : "yes");
                });
        return found;
    }

    private boolean anywhere(Pattern pattern) {
        return FlowTexts.of(flow).stream()
                .flatMap(placed -> placed.text().patterns().values().stream())
                .anyMatch(words -> pattern.matcher(words).find());
    }

    private List<Context> contexts() {
        var contexts = new ArrayList<Context>();
        contexts.add(Contexts.STRANGER);
        contexts.add(Contexts.STRANGER.withPage(true));
        for (var trust : TrustTier.values()) {
            contexts.add(
                    new Context(
                            Contexts.NOW,
                            Contexts.STRANGER.zone(),
                            trust,
                            model(),
                            Optional.of(known())));
        }
        return contexts;
    }

    private Model model() {
        return Model.of(flow.topics());
    }

    /** Somebody with something behind every offer, and every field known. */
    private Context.Known known() {
        var at = Contexts.NOW.minus(Duration.ofHours(2));
        var topics = offers().stream().map(offer -> offer.topics().getFirst()).distinct().toList();
        var history =
                topics.stream()
                        .map(topic -> new PastContact(at, Channel.CHAT, Nature.INTERACTION, topic))
                        .toList();
        return new Context.Known(
                fields(),
                history,
                model().personal(history),
                topics.stream().map(topic -> request(topic)).toList(),
                List.of(),
                Policy.RECALLER,
                Map.of());
    }

    private Map<String, KnownField> fields() {
        var fields = new HashMap<String, KnownField>();
        for (var field : flow.fields()) {
            field.prefill()
                    .ifPresent(prefill ->
                            fields.put(
                                    prefill.key(),
                                    new KnownField(
                                            prefill.key(),
                                            "12345678",
                                            "chat",
                                            Contexts.NOW.minusSeconds(9),
                                            true)));
        }
        return fields;
    }

    private static OpenRequest request(Topic topic) {
        var at = Contexts.NOW.minus(Duration.ofHours(2));
        return new OpenRequest(
                "crm/" + topic, "fault", topic, "new", at, TrustTier.CLAIMED, Map.of());
    }

    private List<Offering> offers() {
        return flow.nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .flatMap(menu -> ((Node.Menu) menu).offers().stream())
                .toList();
    }

    /** Makes this offer wherever it can be made. */
    private static Planning offering(Offering offer) {
        return (question, context) -> {
            var layout = Planning.designed().plan(question, context);
            var made =
                    question.proposals().stream()
                            .filter(proposal -> proposal.id().equals(offer.id()))
                            .map(proposal -> new Offer(proposal, 0.9, 0.5, Duration.ofSeconds(9)))
                            .findFirst();
            return new Layout(made, layout.options(), layout.policy(), layout.expected());
        };
    }

    /** The words of a text that are there whatever is filled in: the longest piece of them. */
    public static String fixed(Text text, Language language) {
        var longest = "";
        var depth = 0;
        var piece = new StringBuilder();
        for (var c : (text.patterns().get(language) + "{").toCharArray()) {
            if (c == '{') {
                longest =
                        depth == 0 && piece.length() > longest.length()
                                ? piece.toString()
                                : longest;
                depth++;
                piece.setLength(0);
            } else if (c == '}') {
                depth--;
            } else if (depth == 0) {
                piece.append(c);
            }
        }
        return longest.replaceFirst("^[\\p{P}\\s]+", "").strip();
    }
}
