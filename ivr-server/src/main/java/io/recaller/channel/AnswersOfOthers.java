package io.recaller.channel;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Author;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.WrittenByAgents;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Other systems answer people who write, in conversations that people have in hand; each answer is
 * on the audit trail. Thread-safe; blocks.
 */
public final class AnswersOfOthers {
    private final Database db;
    private final Gateways gateways;
    private final ContactStore contacts;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Timeline timeline = new Timeline();
    private final Threads threads = new Threads();
    private final WrittenByAgents byAgents = new WrittenByAgents();
    private final LeavingMessages leaving = new LeavingMessages();

    public AnswersOfOthers(
            Database db,
            Gateways gateways,
            ContactStore contacts,
            AuditTrail audit,
            InstantSource clock) {
        this.db = db;
        this.gateways = gateways;
        this.contacts = contacts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is to be written.
     *
     * @param key the other system's id of it: the same again in a contact is one message
     * @param signed whose name stands with it, up to 100 characters; empty: nobody's
     * @param words what it says
     */
    public record OtherAnswer(String key, Optional<String> signed, Words words) {}

    /** What an answer says. */
    public sealed interface Words {
        /**
         * Its own words.
         *
         * @param text 1 to 4,000 characters, as they can be kept
         */
        record Free(String text) implements Words {}

        /** What its provider lets go out at any time. */
        record Template(TemplateChoice choice) implements Words {}
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * It is there.
         *
         * @param isNew false: it was before
         */
        record Taken(long place, MessageState state, boolean isNew) implements Outcome {}

        /** Another message of the contact has that key. */
        record KeyIsTaken() implements Outcome {}

        /** There is no such contact. */
        record NoContact() implements Outcome {}

        /** It is no conversation in writing that people have in hand. */
        record NotNow(Why why) implements Outcome {}

        /** Too long after their last message for words of one's own. */
        record WindowIsOver(List<String> templates) implements Outcome {}

        /** There is none of that name. */
        record NoTemplate(List<String> templates) implements Outcome {}

        /** A field of the template is missing, or cannot go out. */
        record Unfit(List<String> fields) implements Outcome {}
    }

    /** Why nobody can be answered there. */
    public enum Why {
        NOT_WRITTEN("Nobody writes in it"),
        WITH_THE_FLOW("The flow answers, no person does yet"),
        OVER("It is over; what they write next is a new contact");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /** For people to read. */
        public String words() {
            return words;
        }
    }

    /** Writes it, where it may be written now. */
    public Outcome write(Actor by, ContactId contact, OtherAnswer answer) {
        return db.inTransaction(tx ->
                timeline.find(tx, contact)
                        .map(entry -> write(tx, by, entry, answer))
                        .orElseGet(Outcome.NoContact::new));
    }

    private Outcome write(Tx tx, Actor by, Timeline.Entry entry, OtherAnswer answer) {
        var contact = entry.contact();
        var thread = thread(tx, contact);
        var client = client(contact, answer.key());
        var known = byAgents.writtenAs(tx, contact, client);
        if (known.isPresent()) {
            return again(tx, known.get(), answer);
        }
        if (thread.isEmpty()) {
            return new Outcome.NotNow(Why.NOT_WRITTEN);
        }
        return whyNot(tx, thread.get(), contact)
                .<Outcome>map(Outcome.NotNow::new)
                .orElseGet(() ->
                        switch (filled(tx, thread.get(), answer.words())) {
                            case Filling.Refused(var why) -> why;
                            case Filling.Filled words ->
                                    written(tx, by, entry, thread.get(), client, answer, words);
                        });
    }

    /** Nobody else writes there, and nobody hands it over, until the end. */
    private Optional<MessageThread> thread(Tx tx, ContactId contact) {
        return contacts.address(tx, contact)
                .filter(Address.Thread.class::isInstance)
                .map(Address.Thread.class::cast)
                .flatMap(address -> threads.find(tx, address.gateway(), address.id()))
                .or(() -> threads.of(tx, contact).map(MessageThread::id))
                .flatMap(id -> threads.locked(tx, id));
    }

    /** In a thread one page's id names one message, of whatever contact. */
    private static String client(ContactId contact, String key) {
        var name = contact + "\n" + key;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Outcome again(Tx tx, ThreadMessage known, OtherAnswer answer) {
        var words =
                switch (answer.words()) {
                    case Words.Free(var text) -> Optional.of(text);
                    case Words.Template(var choice) ->
                            threads.find(tx, known.thread())
                                    .flatMap(this::window)
                                    .flatMap(choice::of)
                                    .flatMap(text ->
                                            text.filling(choice.values()).map(text::filled));
                };
        return words.filter(known.text()::equals).isPresent()
                ? new Outcome.Taken(known.seq(), known.state(), false)
                : new Outcome.KeyIsTaken();
    }

    private Optional<Why> whyNot(Tx tx, MessageThread thread, ContactId contact) {
        if (!thread.contact().equals(Optional.of(contact))
                || contacts.endReason(tx, contact).isPresent()) {
            return Optional.of(Why.OVER);
        }
        return thread.withPerson() ? Optional.empty() : Optional.of(Why.WITH_THE_FLOW);
    }

    private Optional<ReplyWindow> window(MessageThread thread) {
        return gateways.named(thread.gateway()).flatMap(GatewayPlan::window);
    }

    private sealed interface Filling {
        /**
         * What is written.
         *
         * @param template which one it goes out as, and what its fields are filled with
         */
        record Filled(String text, Optional<String> template, List<String> values)
                implements Filling {}

        record Refused(Outcome why) implements Filling {}
    }

    private Filling filled(Tx tx, MessageThread thread, Words words) {
        var window = window(thread);
        return switch (words) {
            case Words.Free(var text) ->
                    window.filter(each -> isOver(tx, thread, each))
                            .<Filling>map(each ->
                                    new Filling.Refused(new Outcome.WindowIsOver(names(window))))
                            .orElseGet(() -> new Filling.Filled(text, Optional.empty(), List.of()));
            case Words.Template(var choice) ->
                    window.flatMap(choice::of)
                            .map(text -> filled(text, choice.values()))
                            .orElseGet(() ->
                                    new Filling.Refused(new Outcome.NoTemplate(names(window))));
        };
    }

    private static Filling filled(ApprovedText text, Map<String, String> given) {
        return text.filling(given)
                .<Filling>map(values ->
                        new Filling.Filled(text.filled(values), Optional.of(text.id()), values))
                .orElseGet(() -> new Filling.Refused(new Outcome.Unfit(text.fields())));
    }

    private static List<String> names(Optional<ReplyWindow> window) {
        return window.stream()
                .flatMap(each -> each.templates().stream().map(ApprovedText::id))
                .toList();
    }

    private boolean isOver(Tx tx, MessageThread thread, ReplyWindow window) {
        return leaving.lastHeard(tx, thread.id())
                .filter(heard -> clock.instant().isBefore(window.until(Author.AGENT, heard)))
                .isEmpty();
    }

    private Outcome written(
            Tx tx,
            Actor by,
            Timeline.Entry entry,
            MessageThread thread,
            String client,
            OtherAnswer answer,
            Filling.Filled words) {
        var now = clock.instant();
        var state = gateways.pushes(thread.gateway()) ? MessageState.QUEUED : MessageState.SENT;
        var place =
                byAgents.writeFor(
                        tx,
                        thread.id(),
                        entry.contact(),
                        answer.signed(),
                        client,
                        words.text(),
                        state,
                        now);
        words.template().ifPresent(id -> leaving.asTemplate(tx, place, id, words.values()));
        audit.write(
                tx,
                new AuditTrail.Entry(
                        by.kind(),
                        by.name(),
                        "message.written",
                        entry.customer(),
                        Optional.of(entry.contact().value()),
                        Map.of("message", String.valueOf(place))),
                now);
        gateways.wrote(tx, thread.gateway());
        return new Outcome.Taken(place, state, true);
    }
}
