package io.recaller.cli.simulate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.cli.option.UsageException;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.Counters;
import io.recaller.conversation.Flows;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.Switches;
import io.recaller.conversation.Tools;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.conversation.dialogue.MemoryDialogues;
import io.recaller.conversation.lookup.OutsideAnswers;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.voice.HangupException;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.PinDigits;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Planning;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Rules;
import io.recaller.notice.UnreadNotices;
import io.recaller.routing.plan.Opening;
import io.recaller.routing.step.QueueName;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One call through the same engine and conversation as on the telephone, with a memory given
 * beforehand and no Asterisk, no database, no network.
 *
 * @param history all contacts of all customers, of which only those before {@code at} count
 * @param from empty: the number is withheld
 * @param own of the caller, newest first
 * @param requests the caller's open ones
 * @param pin the only PIN accepted; empty accepts any, of as many digits as PINs have
 * @param language what the caller is spoken to in; empty for the flow's first
 * @param answers what other systems say
 * @param hours when what is open
 * @param recommended what a flow may ask them, in its own words; empty: nothing
 * @param settings what is decided of the queues; empty: nothing is known of them
 */
public record Simulation(
        Flow flow,
        Optional<Handle> from,
        Instant at,
        ZoneId zone,
        SimulatedHistory history,
        List<PastContact> own,
        List<OpenRequest> requests,
        Map<String, KnownField> fields,
        Optional<String> pin,
        Optional<Language> language,
        OutsideAnswers answers,
        OpeningHours hours,
        Optional<Settings> settings,
        Optional<String> recommended) {
    private static final CustomerId SOMEBODY = new CustomerId(new UUID(0, 1));
    private static final ContactId CONTACT = new ContactId(new UUID(0, 2));

    /** Runs the call to its end on this line. */
    void run(SimulatedLine line, Transcript transcript) {
        if (!isKnown()) {
            line.nobodyIsKnownBy(from.map(Handle::value).orElse("a withheld number"));
        }
        var dialogues = new MemoryDialogues();
        var calls = new Calls(conversations(dialogues, transcript::note));
        var queue = SimulatedQueue.of(settings, hours, at, line, transcript);
        var next = Optional.of(arrival(Optional.empty()));
        try {
            while (next.isPresent()) {
                calls.serve(line, next.get());
                next =
                        line.hasComeToTheQueue()
                                ? goesOn(queue, dialogues).map(_ -> arrival(Optional.of(CONTACT)))
                                : Optional.empty();
            }
        } catch (HangupException _) {
            line.problem().ifPresent(Simulation::refuse);
            transcript.ended("hang-up", "the caller hangs up");
        }
    }

    private static void refuse(String problem) {
        throw new UsageException("--keys: " + problem);
    }

    /**
     * Begins a contact of somebody who writes.
     *
     * @param told of what would be done at other doors
     */
    SelfService begin(Channel by, MemoryDialogues dialogues, Consumer<String> told) {
        return conversations(dialogues, told)
                .arrive(arrival(by, Optional.empty(), new Address.Thread("simulated", "")))
                .orElseThrow();
    }

    /** Empty: the call is at its end. */
    private Optional<String> goesOn(SimulatedQueue queue, MemoryDialogues dialogues) {
        var dialogue = dialogues.load(CONTACT).orElseThrow().dialogue();
        var exit = queue.goesOn(handOff(dialogues), dialogue.language());
        exit.ifPresent(node -> dialogues.leaveQueue(CONTACT, node));
        return exit;
    }

    private Optional<Node.HandOff> handOff(MemoryDialogues dialogues) {
        return flow.node(dialogues.load(CONTACT).orElseThrow().dialogue().node())
                .filter(Node.HandOff.class::isInstance)
                .map(Node.HandOff.class::cast);
    }

    /** The queue that whoever writes waits in. */
    QueueName queue(MemoryDialogues dialogues) {
        return new QueueName(
                handOff(dialogues).flatMap(Node.HandOff::queue).orElse(QueueName.MAIN.slug()));
    }

    /** Whether that queue is open, and until when; empty: it has no hours. */
    Optional<Opening> opening(MemoryDialogues dialogues) {
        return settings.map(own -> own.routing().plans())
                .flatMap(plans -> plans.opening(queue(dialogues), hours, at));
    }

    private Arrival arrival(Optional<ContactId> resuming) {
        return arrival(Channel.PHONE, resuming, new Address.Call("", "", ""));
    }

    private Arrival arrival(Channel by, Optional<ContactId> resuming, Address address) {
        return new Arrival(
                by,
                "simulated",
                from,
                from.isPresent() ? TrustTier.CLAIMED : TrustTier.UNKNOWN,
                resuming,
                address,
                language);
    }

    private Conversations conversations(MemoryDialogues dialogues, Consumer<String> told) {
        var planning = Planning.predicted(new Planner(Rules.defaults()));
        PinChecks proofs =
                (asked, keyed, _) ->
                        asked.customer()
                                .map(customer -> proof(customer, keyed))
                                .orElseGet(PinChecks.Proof.Impossible::new);
        var tools =
                new Tools(
                        new Engine(PromptLengths.estimated(), planning),
                        dialogues,
                        answers,
                        proofs,
                        _ -> {},
                        new Counters(new SimpleMeterRegistry()),
                        Runnable::run,
                        Runnable::run,
                        () -> at,
                        zone,
                        Duration.ofSeconds(1),
                        _ -> {},
                        () -> hours,
                        switches(told),
                        UnreadNotices.none(),
                        new SimulatedRecommendations(recommended, told));
        var flows =
                new Flows(
                        Map.of(flow.name(), flow),
                        Map.of(Flows.ANY_NUMBER, flow.name()),
                        Map.of(),
                        FlowVersions.of(Map.of()));
        return new Conversations(flows, memory(), () -> CONTACT, tools);
    }

    /** Told, and taken for done: the other door is not simulated. */
    private Switches switches(Consumer<String> told) {
        return new Switches() {
            @Override
            public SwitchOutcome to(SwitchTarget target, Asked asked) {
                if (from.isEmpty()) {
                    told.accept("no other door: the number is withheld");
                    return SwitchOutcome.IMPOSSIBLE;
                }
                told.accept(
                        target == SwitchTarget.PAGE
                                ? "a link to the companion page is sent to the caller's number"
                                : "the dialogue would go on by " + target.slug());
                return SwitchOutcome.SENT;
            }

            @Override
            public boolean offersPage(Arrival arrival) {
                return arrival.channel() == Channel.PHONE && from.isPresent();
            }
        };
    }

    private PinChecks.Proof proof(CustomerId customer, String keyed) {
        return pin.map(keyed::equals).orElseGet(() -> PinDigits.isPin(keyed))
                ? new PinChecks.Proof.Accepted(customer)
                : new PinChecks.Proof.Rejected();
    }

    /** Whether somebody is known by the number. */
    private boolean isKnown() {
        return from.isPresent()
                && (!own.isEmpty()
                        || !fields.isEmpty()
                        || !requests.isEmpty()
                        || recommended.isPresent());
    }

    private RememberedContext memory() {
        var model = history.learned(at, zone, flow);
        var stranger = new Caller(Optional.empty(), Optional.empty(), model, Optional.empty());
        if (!isKnown()) {
            return new RememberedContext(Map.of(), stranger);
        }
        var known =
                new Context.Known(
                        fields,
                        own,
                        model.personal(own),
                        requests,
                        List.of(),
                        Policy.RECALLER,
                        Map.of());
        var caller = new Caller(Optional.of(SOMEBODY), Optional.empty(), model, Optional.of(known));
        return new RememberedContext(Map.of(from.orElseThrow(), caller), stranger);
    }
}
