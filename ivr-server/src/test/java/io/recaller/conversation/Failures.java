package io.recaller.conversation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.agent.AgentStore;
import io.recaller.callback.Callback;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords;
import io.recaller.conversation.ending.LastWords.LastWord;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.moving.Departures;
import io.recaller.conversation.moving.StoredLeftOff;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.generated.tables.records.ContactRecord;
import io.recaller.flow.engine.Reply;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes happen what the page of failures lists: real calls over real rows. */
final class Failures implements AutoCloseable {
    private static final Handle NEVER_SERVED = new Handle(HandleKind.TEL, "+77017654399");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Callbacks CALLBACKS =
            new Callbacks(
                    new CallbackRules(
                            Set.of("main"),
                            Set.of(),
                            1,
                            Duration.ofMinutes(5),
                            Duration.ofSeconds(30),
                            Duration.ofHours(8),
                            100));

    private static final String WORD = "One moment, please.";
    private static final String ACCOUNT = "Please key your eight-digit account number.";
    private static final String GOES_ON = "goes on";
    private static final Duration LATER = Duration.ofMinutes(1);

    private static final String LOOKING_UP =
            """
            flow: telecom
            languages: [en]
            start: ask
            person: person
            nodes:
              ask:
                look_up: {source: outage_status, result: {outage: outage}}
                next: person
                on_failure: person
              person: {hand_off: {say: {en: "A person."}}}
            """;

    private static final Overflow LET_GO =
            SomePlans.saying("Nobody will come today.", new Overflow.Way.End());

    private final Archive archive = new Archive();
    private final Map<String, Supplier<Seen>> failures = new LinkedHashMap<>();
    private Office office = office();

    /** What a caller heard, and their contact. */
    private record Seen(String hears, ContactId contact) {}

    Failures() {
        define("the flow comes to its end", () -> heard(call(paying())));
        define(
                "its server dies in that moment",
                () -> told(killed("6", "12345678", "1500"), "flow", "its last words"));
        define("the caller hangs up in the menu", () -> heard(call(press())));
        define(
                "the caller hangs up in the last words",
                () -> heard(call(paying().willHangUpAt(5))));
        define(
                "the caller hangs up while told who will help",
                () -> heard(call(press("4").willHangUpAt(3))));
        define("the caller hangs up in the queue", () -> told(waiting(), "caller", "music"));
        define("the caller hangs up while a phone rings", this::hangsUpWhileItRings);
        define("the caller is gone at the agent's answer", this::goneAtTheAnswer);
        define("the caller hangs up in the talk", () -> told(talking(), "caller", "the agent"));
        define("the agent hangs up", () -> told(talking(), "other", "the agent"));
        define(
                "a talk ends and Asterisk does not know by whom",
                () -> told(talking(), "", "the agent"));
        define("the agent does not answer", () -> rings(RingOutcome.NO_ANSWER));
        define("the agent's phone refuses", () -> rings(RingOutcome.REFUSED));
        define("the longest call is over in the menu", () -> told(inMenu(), "limit", "–"));
        define("the longest call is over in the queue", () -> told(waiting(), "limit", "music"));
        define("the longest call is over in the talk", () -> told(talking(), "limit", "the agent"));
        define("somebody transfers the caller to us anew", () -> told(waiting(), "anew", "music"));
        define("another telephone takes the caller's place", this::another);
        define("the line fails in the menu", () -> toldTwice(inMenu()));
        define("the line fails in the queue", () -> told(waiting(), "lost", "music"));
        define("the line fails in the talk", () -> told(talking(), "lost", "the agent"));
        define("what is known of the caller comes late", this::late);
        define("the database is away and the caller serves themselves", () -> spooled(paying()));
        define("the database is away and the caller wants a person", () -> spooled(press("4")));
        define("the place in the queue cannot be written", this::noQueue);
        define("the database is away when the caller hangs up", () -> spooled(press()));
        define("the dialogue of a call that comes back cannot be read", this::unread);
        define("a look-up is late", this::lookUpLate);
        define("words cannot be spoken", () -> heard(call(paying().cannotHave("We have taken"))));
        define("words are late", () -> heard(call(paying().willNotHaveInTime("We have taken"))));
        define("the third PIN is wrong", this::wrongPins);
        define("the number dialled has no flow", this::noFlow);
        define("something breaks in the menu", this::fault);
        define("something breaks on a visit to the queue", () -> led(waiting(), "fault-in-queue"));
        define(
                "the caller waits longer than the longest wait",
                () -> visits(waiting(), LATER.negated()));
        define("the queue closes", () -> visits(waiting(), closed(Overflow.RING_GROUP)));
        define("the queue is closed and says so", () -> visits(waiting(), closed(LET_GO)));
        define(
                "nobody who could serve the caller is signed in",
                () -> visits(waiting(), unstaffed(LET_GO)));
        define("the caller waits and has no place in the queue", () -> visits(inMenu(), LATER));
        define("no server is there in the menu", () -> led(inMenu(), "no-server-in-menu"));
        define("no server is there in the queue", () -> led(waiting(), "no-server-in-queue"));
        define(
                "the caller hangs up while nobody listens to Asterisk",
                () -> missed(waiting(), "music", word(false, "caller")));
        define(
                "the caller leaves the ring group while nobody listens to Asterisk",
                () -> missed(waiting(), "the ring group", word(true, "no-server-in-queue")));
        define("who is called back is busy", () -> calledBack(Unreached.BUSY, "–"));
        define("who is called back does not answer", () -> calledBack(Unreached.NO_ANSWER, "–"));
        define(
                "something answers the call-back and presses no key",
                () -> calledBack(Unreached.NOT_CONFIRMED, "who calls"));
        define(
                "the network cannot reach who is called back",
                () -> calledBack(Unreached.OUT_OF_REACH, "–"));
        define("nobody is free to call back for too long", this::keptTooLong);
        define("they call in before they are called back", this::callsIn);
        define("an agent serves them elsewhere before", this::servedElsewhere);
        define(
                "who writes goes on by a call",
                () -> goesOn("internet", "the question where they stood"));
        define(
                "who wrote and waits for an agent goes on by a call",
                () -> goesOn("agent", "the words before the wait"));
        define("Asterisk is restarted in the menu", () -> missed(inMenu(), "–", Optional.empty()));
        define(
                "Asterisk is restarted in the queue",
                () -> missed(waiting(), "–", Optional.empty()));
        define("Asterisk is restarted in the talk", () -> missed(talking(), "–", Optional.empty()));
    }

    private void define(String name, Supplier<Seen> happens) {
        failures.put(name, happens);
    }

    Set<String> names() {
        return failures.keySet();
    }

    /**
     * Makes it happen; what was heard, the result, and the reason by who, where and why. Told again
     * that it is over, nothing changes and nothing more is counted.
     */
    List<String> cause(String name) {
        office = office();
        archive.meters.clear();
        var seen = requireNonNull(failures.get(name)).get();
        var row = archive.row(seen.contact());
        var isOver = row.getEndedAt() != null;
        var counted = counted(seen.contact());
        ends(_ -> Optional.empty()).gone(seen.contact(), HangUp.BY_CALLER);
        assertThat(counted).isEqualTo(isOver ? 1 : 0);
        assertThat(counted(seen.contact())).isOne();
        return isOver
                ? cells(seen, archive.row(seen.contact()))
                : List.of(seen.hears(), GOES_ON, "–", "–", "–");
    }

    /** How often an end like this contact's was counted. */
    private double counted(ContactId contact) {
        var row = archive.row(contact);
        return row.getEndedAt() == null
                ? 0
                : archive.meters
                        .counter(
                                "recaller.contacts.ended",
                                "result",
                                row.getEndResult(),
                                "by",
                                row.getEndBy(),
                                "place",
                                row.getEndPlace(),
                                "why",
                                row.getEndWhy())
                        .count();
    }

    private static List<String> cells(Seen seen, ContactRecord row) {
        return List.of(
                seen.hears(),
                row.getEndResult(),
                row.getEndBy(),
                row.getEndPlace(),
                row.getEndWhy());
    }

    private Office office() {
        var made = new Office();
        made.store = archive.dialogues;
        made.newContact = archive::newContact;
        return made;
    }

    private ScriptedLine call(ScriptedLine line) {
        return office.call(Office.from(Office.STRANGER), line);
    }

    private static ScriptedLine press(String... keys) {
        return new ScriptedLine().willPress(keys);
    }

    private static ScriptedLine paying() {
        return press("6", "12345678", "1500");
    }

    private static Seen heard(ScriptedLine line) {
        var last =
                switch (line.left()) {
                    case "hung up by us" -> "its last words";
                    case "queue" -> "music";
                    case "ring group" -> "the ring group";
                    default -> "–";
                };
        var asked = line.heard().contains(WORD) ? "a word to wait, then " : "";
        return new Seen(asked + last, line.contact());
    }

    /** A caller whose server writes no end: it was killed, or does not know of it. */
    private ContactId killed(String... keys) {
        office.store = new Endless(archive.dialogues);
        var line = call(press(keys));
        office.store = archive.dialogues;
        return line.contact();
    }

    private ContactId inMenu() {
        return killed();
    }

    private ContactId waiting() {
        var line = call(press("4"));
        assertThat(line.left()).isEqualTo("queue");
        return line.contact();
    }

    private ContactId talking() {
        var contact = waiting();
        var agent =
                archive.db.inTransaction(
                        tx -> new AgentStore().put(tx, "ann", "Ann", Optional.empty(), Map.of()));
        archive.db.runInTransaction(tx -> {
            archive.queue.leave(tx, contact, office.now);
            archive.contacts.servedBy(tx, contact, agent.value());
        });
        return contact;
    }

    private ContactEnds ends(LastWords words) {
        return new ContactEnds(
                archive.db,
                archive.contacts,
                new Takeovers(archive.contacts, archive.customers, _ -> Optional.empty()),
                Runnable::run,
                () -> office.now.plus(LATER),
                words);
    }

    /** The dialplan says who ended it. */
    private Seen told(ContactId contact, String by, String hears) {
        ends(_ -> Optional.empty()).gone(contact, HangUp.of(by));
        return new Seen(hears, contact);
    }

    /** Who serves a call hears only that it is gone, and before the dialplan says more. */
    private Seen toldTwice(ContactId contact) {
        told(contact, "caller", "–");
        return told(contact, "lost", "–");
    }

    /** The dialplan says why it leads to the ring group. */
    private Seen led(ContactId contact, String why) {
        ends(_ -> Optional.empty()).ledToRingGroup(contact, Unserved.of(why));
        return new Seen("the ring group", contact);
    }

    /** Nobody was told; the next look at Asterisk's calls finds it gone. */
    private Seen missed(ContactId contact, String hears, Optional<LastWord> kept) {
        Function<ContactId, Optional<LastWord>> words =
                asked -> asked.equals(contact) ? kept : Optional.empty();
        ends(words::apply).alive("pbx1", Map.of());
        return new Seen(hears, contact);
    }

    private Optional<LastWord> word(boolean inRingGroup, String told) {
        return Optional.of(
                new LastWord(inRingGroup, office.now, HangUp.of(told), Unserved.of(told)));
    }

    private Seen hangsUpWhileItRings() {
        try (var phone = new OnePhone(archive)) {
            var contact = waiting();
            phone.awaitRing(contact);
            return told(contact, "caller", "music");
        }
    }

    private Seen goneAtTheAnswer() {
        try (var phone = new OnePhone(archive)) {
            var contact = waiting();
            phone.came(phone.awaitRing(contact), RingOutcome.CALLER_GONE);
            return told(contact, "caller", "music");
        }
    }

    private Seen rings(RingOutcome outcome) {
        try (var phone = new OnePhone(archive)) {
            var contact = waiting();
            phone.came(phone.awaitRing(contact), outcome);
            assertThat(archive.inQueue()).contains(contact);
            return new Seen("music", contact);
        }
    }

    private Seen calledBack(Unreached why, String hears) {
        try (var phone = new OnePhone(archive)) {
            var contact = keptPlace(NEVER_SERVED, office.now);
            phone.came(phone.awaitRing(contact), why);
            return new Seen(hears, contact);
        }
    }

    private Seen goesOn(String button, String hears) {
        var who = new Handle(HandleKind.TEL, "+770176540" + (10 + button.length()));
        var chat = new MessageDoor(office::conversations, who, new Language("en"));
        chat.begins().receives(new Reply.Picked(button));
        var moved =
                new MovedDialogues(
                        archive.contacts, archive.catalogue, (_, _) -> Optional.of(archive.flow));
        var left =
                new StoredLeftOff(
                        archive.db,
                        new Departures(moved, _ -> false),
                        LATER,
                        new Budgeted(Runnable::run),
                        office);
        var line = press("*");
        try {
            new Calls(office.conversations(), new Elsewhere(left, CallCodes.none()))
                    .serve(line, Office.from(who));
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }
        assertThat(line.heard()).hasSize(3);
        return new Seen(hears, chat.contact());
    }

    private Seen keptTooLong() {
        return sweptAway(keptPlace(NEVER_SERVED, office.now.minus(Duration.ofHours(9))));
    }

    private Seen sweptAway(ContactId contact) {
        try (var _ = new OnePhone(archive)) {
            await().atMost(SOON).until(() -> archive.row(contact).getEndedAt() != null);
            return new Seen("–", contact);
        }
    }

    private Seen callsIn() {
        var contact = keptPlace(office.now);
        var _ = waiting();
        return new Seen("–", contact);
    }

    private Seen servedElsewhere() {
        var contact = keptPlace(office.now);
        var other = archive.newContact();
        var agent =
                archive.db.inTransaction(
                        tx -> new AgentStore().put(tx, "ann", "Ann", Optional.empty(), Map.of()));
        archive.db.runInTransaction(tx -> {
            archive.contacts.begin(
                    tx,
                    Contact.inbound(
                            other,
                            Channel.CHAT,
                            Optional.of(Office.STRANGER),
                            Optional.of(archive.customer(Office.STRANGER)),
                            TrustTier.CLAIMED,
                            office.now.plusSeconds(1),
                            Optional.empty()));
            archive.contacts.servedBy(tx, other, agent.value());
        });
        return sweptAway(contact);
    }

    /** Of one who waited, hung up to be called back, and asked for it then. */
    private ContactId keptPlace(Instant at) {
        return keptPlace(Office.STRANGER, at);
    }

    private ContactId keptPlace(Handle who, Instant at) {
        var contact = office.call(Office.from(who), press("4")).contact();
        var nowhere = new Address.Callback(Optional.empty());
        var asked =
                Callback.asked(
                        contact, Optional.of(archive.customer(who)), who, Optional.of(who), at, at);
        archive.db.runInTransaction(tx -> {
            assertThat(CALLBACKS.ask(tx, asked)).isEqualTo(Callbacks.Answer.KEPT);
            archive.queue.moved(tx, contact, nowhere);
            archive.contacts.moved(tx, contact, nowhere);
        });
        return contact;
    }

    private Seen another() {
        office.store = new Endless(archive.dialogues);
        var comes = press("6", "12345678").thenComes(Optional.of(Office.KNOWN)).willPress("1500");
        var line = call(comes);
        assertThat(line.heard()).filteredOn(ACCOUNT::equals).hasSize(2);
        return new Seen("the question anew", line.contact());
    }

    private Seen late() {
        office.store = new Endless(archive.dialogues);
        var strangers = call(press()).heard();
        office.contexts = new NoMemory();
        var line = call(press());
        assertThat(office.count("recaller.context.late")).isOne();
        assertThat(line.heard()).isEqualTo(strangers);
        return new Seen("the plain menu", line.contact());
    }

    private Seen wrongPins() {
        office.proofs = (_, _, _) -> new PinChecks.Proof.Rejected();
        return heard(call(press("7", "1111", "2222", "3333")));
    }

    /** A memory that never answers in time. */
    private record NoMemory() implements ContextSource {
        @Override
        public Caller read(Handle handle, Instant now) {
            throw new IllegalStateException("late");
        }

        @Override
        public Caller read(CustomerId customer, Instant now) {
            throw new IllegalStateException("late");
        }

        @Override
        public Caller stranger(Instant now) {
            throw new IllegalStateException("late");
        }
    }

    /** The end is written when the database is back. */
    private Seen spooled(ScriptedLine line) {
        office.store = new Broken();
        call(line);
        assertThat(office.spooled).hasSize(1);
        archive.dialogues.finish(KeptEnd.read(office.spooled.getFirst().json()));
        return heard(line);
    }

    private Seen noQueue() {
        office.store = new NoQueue(archive.dialogues);
        return heard(call(press("4")));
    }

    private Seen unread() {
        var contact = inMenu();
        office.store = new Broken();
        var line = new ScriptedLine();
        var calls =
                new Calls(
                        office.conversations(),
                        new Calls.Patience(Duration.ofMillis(5), 2),
                        Elsewhere.nothing());
        calls.serve(line, Office.back(contact, Office.STRANGER));
        archive.dialogues.finish(KeptEnd.read(office.spooled.getFirst().json()));
        assertThat(line.why()).contains(Unserved.DIALOGUE_UNREAD);
        return new Seen("a word to wait, then the ring group", contact);
    }

    private Seen lookUpLate() {
        office.served = Map.of("telecom", Office.flow(LOOKING_UP));
        archive.dialogues.keep(office.served.values(), office.now);
        return heard(call(press()));
    }

    private Seen noFlow() {
        var arrival = Office.arrival(Optional.empty(), Optional.of(Office.STRANGER), "9999");
        return heard(office.call(arrival, new ScriptedLine()));
    }

    /** The door then leads to the ring group, as it does with whatever it did not expect. */
    private Seen fault() {
        var line = press("6");
        assertThatThrownBy(
                        () -> office.calls().serve(new Failing(line), Office.from(Office.STRANGER)))
                .isInstanceOf(IllegalStateException.class);
        line.ringGroup(Unserved.FAULT_IN_MENU);
        return heard(line);
    }

    private Seen visits(ContactId contact, Duration longest) {
        return visits(contact, SomePlans.waitingAtMost(longest));
    }

    /** Only who is told so is let go. */
    private Seen visits(ContactId contact, QueuePlan plan) {
        var wait = archive.waiting(plan, () -> office.now.plus(LATER));
        var became = wait.visit(contact, "");
        if (became instanceof Waiting.Over(var message)) {
            assertThat(message.prompts()).isNotEmpty();
            return new Seen("that nobody will come", contact);
        }
        assertThat(became).isInstanceOf(Waiting.RingGroup.class);
        return new Seen("the ring group", contact);
    }

    private static QueuePlan closed(Overflow overflow) {
        return SomePlans.overflowing("support", Map.of(OverflowCause.CLOSED, overflow));
    }

    private static QueuePlan unstaffed(Overflow overflow) {
        return SomePlans.overflowing("", Map.of(OverflowCause.UNSTAFFED, overflow));
    }

    @Override
    public void close() {
        archive.close();
    }
}
