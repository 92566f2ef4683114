package io.recaller.cli.simulate;

import io.recaller.flow.Node;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.step.QueueName;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A caller who waits in a simulated call. No agent answers: the queue's hours, and the keys that
 * work there, decide how it goes on. One call.
 *
 * @param called the names of the queues whose callers may ask for a call-back
 */
record SimulatedQueue(
        QueuePlans plans,
        Set<String> called,
        boolean isKnown,
        OpeningHours hours,
        Instant at,
        SimulatedLine line,
        Transcript transcript) {
    /** Of settings; of none nothing is known of the queues. */
    static SimulatedQueue of(
            Optional<Settings> settings,
            OpeningHours hours,
            Instant at,
            SimulatedLine line,
            Transcript transcript) {
        return new SimulatedQueue(
                settings.map(own -> own.routing().plans())
                        .orElseGet(() -> QueuePlans.of(QueuePlan.usual())),
                settings.map(own -> own.callback().rules().queues()).orElse(Set.of()),
                settings.isPresent(),
                hours,
                at,
                line,
                transcript);
    }

    /** Where the flow goes on; empty: the call is at its end. */
    Optional<String> goesOn(Optional<Node.HandOff> handOff, Language language) {
        var name = handOff.flatMap(Node.HandOff::queue).orElse(QueueName.MAIN.slug());
        return goesOn(new QueueName(name), handOff, language);
    }

    private Optional<String> goesOn(
            QueueName queue, Optional<Node.HandOff> handOff, Language language) {
        var opening = plans.opening(queue, hours, at);
        opening.ifPresent(it -> transcript.note("queue " + queue + SimulatedHours.words(it)));
        if (opening.isPresent() && !opening.get().isOpen()) {
            var overflow = plans.of(queue).at(OverflowCause.CLOSED).orElse(Overflow.RING_GROUP);
            overflow.message().ifPresent(text -> line.play(said(text, language)));
            return overflow(queue, overflow.way(), handOff, language);
        }
        return waits(queue, handOff);
    }

    private Optional<String> overflow(
            QueueName queue, Way way, Optional<Node.HandOff> handOff, Language language) {
        return switch (way) {
            case Way.Queue(var other) -> {
                transcript.note("goes on to queue " + other);
                yield goesOn(other, handOff, language);
            }
            case Way.RingGroup() -> ends("ring-group", "goes to the dialplan's ring group");
            case Way.Flow() ->
                    handOff.flatMap(Node.HandOff::otherwise)
                            .or(() -> ends("ring-group", "goes to the dialplan's ring group"));
            case Way.CallBack(var declined) -> {
                transcript.note("is offered a call-back: 1 takes it, any other key does not");
                yield line.whileWaiting().filter("1"::equals).isPresent()
                        ? calledBack()
                        : overflow(queue, declined, handOff, language);
            }
            case Way.Voicemail() ->
                    ends("voicemail", "leaves a message, which waits in the queue " + queue);
            case Way.End() -> ends("end", "we hang up");
        };
    }

    private Optional<String> waits(QueueName queue, Optional<Node.HandOff> handOff) {
        var exits = handOff.map(Node.HandOff::keys).orElse(Map.of());
        var mayBeCalled = called.contains(queue.slug()) && !exits.containsKey("1");
        if (!exits.isEmpty() || mayBeCalled) {
            transcript.note("while waiting in queue " + queue + ": " + keys(exits, mayBeCalled));
            for (var key = line.whileWaiting(); key.isPresent(); key = line.whileWaiting()) {
                var pressed = key.get();
                if (exits.containsKey(pressed)) {
                    return Optional.ofNullable(exits.get(pressed));
                }
                if (mayBeCalled && pressed.equals("1")) {
                    return calledBack();
                }
                if (!pressed.isEmpty()) {
                    transcript.note("key " + pressed + " leads nowhere: the place is told");
                }
            }
        }
        var named = handOff.flatMap(Node.HandOff::queue).map(_ -> " " + queue).orElse("");
        return ends("hand-off", "waits in the queue" + named + " for an agent");
    }

    private static String keys(Map<String, String> exits, boolean mayBeCalled) {
        var all = new ArrayList<String>();
        exits.forEach((key, node) -> all.add("key " + key + " leads to " + node));
        if (mayBeCalled) {
            all.add("key 1 asks for a call-back");
        }
        return String.join(", ", all);
    }

    private Optional<String> calledBack() {
        return ends("call-back", "confirms the number, keeps the place and is called back");
    }

    private Optional<String> ends(String turn, String words) {
        transcript.ended(turn, words);
        return Optional.empty();
    }

    /** In the caller's language, else in English, else in the first there is. */
    private static Speech said(Text text, Language language) {
        return text.in(language, Map.of())
                .or(() -> text.in(new Language("en"), Map.of()))
                .or(() -> text.patterns().values().stream().findFirst())
                .map(words -> Speech.of(new Prompt(language, words)))
                .orElseGet(Speech::silence);
    }
}
