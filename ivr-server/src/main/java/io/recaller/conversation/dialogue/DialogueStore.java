package io.recaller.conversation.dialogue;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Recommending;
import io.recaller.menu.planner.Layout;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where a contact and its place in the flow are written down. Each method is one transaction.
 * Blocking; used from {@link Journal}'s threads.
 */
public interface DialogueStore {
    Optional<Saved> load(ContactId contact);

    /** The contact and its dialogue at version 0. Doing it twice changes nothing. */
    void begin(Beginning beginning);

    /**
     * One turn: moves the dialogue from one version to a later one.
     *
     * @throws SupersededException when the version is no longer that
     */
    void save(TurnTaken turn, long version, long next);

    /** One turn: to the version that follows. */
    default void save(TurnTaken turn, long version) {
        save(turn, version, version + 1);
    }

    /**
     * As {@link #save(TurnTaken, long)}, for a turn that may be lost when the database itself is
     * killed within the next moment: it returns before the turn is on the disk. What is saved later
     * is on the disk only after it.
     */
    default void saveSoon(TurnTaken turn, long version) {
        save(turn, version);
    }

    /** As {@link #saveSoon}, where somebody waits until it has returned: together with no other. */
    default void saveSoonAlone(TurnTaken turn, long version) {
        saveSoon(turn, version);
    }

    /**
     * As {@link #save(TurnTaken, long)}, with something else that is written in the same
     * transaction, before it. Only where there are transactions.
     */
    default void saveWith(TurnTaken turn, long version, Consumer<? super Tx> beside) {
        throw new UnsupportedOperationException("written by itself only");
    }

    /** As {@link #save(TurnTaken, long)}, for a turn that no caller waits for. */
    default void saveUnhurried(TurnTaken turn, long version) {
        save(turn, version);
    }

    /**
     * As {@link #saveSoon}, by a thread of the store's own: the caller's does not wait.
     *
     * @return what tells whether it was written: where it was not, it must be saved, which tells
     *     why; empty when the turn cannot be written so
     */
    default Optional<CompletableFuture<Boolean>> post(TurnTaken turn, long version) {
        return Optional.empty();
    }

    /**
     * Whether a dialogue that was saved soon is on the disk at this version, once that is sure. The
     * caller's thread does not wait.
     *
     * @return told false when the database has lost it, exceptionally when nobody can tell
     */
    default CompletableFuture<Boolean> onDisk(ContactId contact, long version) {
        return CompletableFuture.completedFuture(true);
    }

    /** The last turn and the place in the queue. As {@link #save(TurnTaken, long)} otherwise. */
    void handOff(TurnTaken turn, long version, Place place);

    /**
     * The contact is over. Doing it twice keeps the first end.
     *
     * @throws SupersededException when the dialogue is no longer at this version
     */
    void finish(Finish finish, long version);

    /** The end of a contact that had no dialogue here; keeps an earlier end. */
    void finish(KeptEnd end);

    /**
     * A dialogue as it was written last.
     *
     * @param handle what whoever it is with is recognised by
     * @param joined whether a page shows it beside its own door, or did
     */
    record Saved(
            Dialogue dialogue,
            long version,
            Optional<Handle> handle,
            Optional<CustomerId> customer,
            TrustTier trust,
            Instant startedAt,
            boolean over,
            boolean joined) {
        Saved ended() {
            return new Saved(dialogue, version, handle, customer, trust, startedAt, true, joined);
        }

        /** What its contact's row says. */
        Told told() {
            return new Told(startedAt, customer, trust);
        }
    }

    /** How a contact began. */
    record Beginning(
            ContactId contact,
            Arrival arrival,
            Optional<CustomerId> customer,
            TrustTier trust,
            Dialogue dialogue,
            Instant startedAt) {}

    /**
     * What one turn changed.
     *
     * @param heard the menus answered, oldest first: one at most, and those of turns not written
     * @param given fields the caller gave in this turn, to be known from now on
     * @param language what the caller chose in this turn to be spoken to in, from now on
     * @param recommendation what they answered in this turn to what was recommended
     * @param topic what the contact seems to be about so far
     * @param told what was written of the contact itself before; empty: not known here
     */
    record TurnTaken(
            ContactId contact,
            Dialogue dialogue,
            Channel channel,
            Optional<CustomerId> customer,
            TrustTier trust,
            List<Heard> heard,
            List<Given> given,
            Optional<Language> language,
            Optional<Recommending.Answered> recommendation,
            Optional<Topic> topic,
            Instant at,
            Optional<Told> told) {
        public TurnTaken {
            heard = List.copyOf(heard);
            given = List.copyOf(given);
        }

        /**
         * Of a contact of which it is not known what was written before; nothing that was
         * recommended is answered.
         */
        public TurnTaken(
                ContactId contact,
                Dialogue dialogue,
                Channel channel,
                Optional<CustomerId> customer,
                TrustTier trust,
                List<Heard> heard,
                List<Given> given,
                Optional<Language> language,
                Optional<Topic> topic,
                Instant at) {
            this(
                    contact,
                    dialogue,
                    channel,
                    customer,
                    trust,
                    heard,
                    given,
                    language,
                    Optional.empty(),
                    topic,
                    at,
                    Optional.empty());
        }

        /** The same turn, in which this was answered to what was recommended. */
        public TurnTaken answering(Optional<Recommending.Answered> answer) {
            return with(heard, given, language, answer, told);
        }

        /** The same turn, where it is known what was written of the contact before. */
        TurnTaken knowing(Told before) {
            return with(heard, given, language, recommendation, Optional.of(before));
        }

        /** The same turn, told once more to the contact: nothing is taken for told. */
        TurnTaken toldAnew() {
            return with(heard, given, language, recommendation, Optional.empty());
        }

        /** Whether it leaves what is known of the customer as it was. */
        boolean isOfTheContactOnly() {
            return given.isEmpty() && language.isEmpty() && recommendation.isEmpty();
        }

        /** What is told of the contact itself once this turn is written. */
        Told tells(Instant startedAt) {
            return new Told(startedAt, customer, trust);
        }

        /** Whether the contact's own row may have to be changed. */
        boolean isNews() {
            return told.filter(before -> before.equals(tells(before.startedAt()))).isEmpty();
        }

        /** This turn and what an earlier one, that was not written, still had to tell. */
        TurnTaken after(TurnTaken unwritten) {
            return with(
                    both(unwritten.heard, heard),
                    both(unwritten.given, given),
                    language.or(() -> unwritten.language),
                    recommendation.or(() -> unwritten.recommendation),
                    told);
        }

        /** What it says of the contact and of its place in the flow stays. */
        private TurnTaken with(
                List<Heard> heard,
                List<Given> given,
                Optional<Language> language,
                Optional<Recommending.Answered> recommendation,
                Optional<Told> told) {
            return new TurnTaken(
                    contact,
                    dialogue,
                    channel,
                    customer,
                    trust,
                    heard,
                    given,
                    language,
                    recommendation,
                    topic,
                    at,
                    told);
        }

        private static <T> List<T> both(List<T> earlier, List<T> later) {
            return Stream.concat(earlier.stream(), later.stream()).toList();
        }
    }

    /** What a turn, or the beginning, said of the contact: who, and how surely. */
    record Told(Instant startedAt, Optional<CustomerId> customer, TrustTier trust) {
        static Told of(Beginning begun) {
            return new Told(begun.startedAt(), begun.customer(), begun.trust());
        }
    }

    /**
     * One menu as heard.
     *
     * @param key empty when none was pressed
     * @param outcome as the schema's {@code menu_impression.outcome}
     * @param beside whether a page beside the call replied, not the call
     */
    record Heard(
            String node,
            Layout layout,
            Instant spokenAt,
            Duration after,
            Optional<String> key,
            String outcome,
            boolean beside) {
        /** By whom the contact is with. */
        public Heard(
                String node,
                Layout layout,
                Instant spokenAt,
                Duration after,
                Optional<String> key,
                String outcome) {
            this(node, layout, spokenAt, after, key, outcome, false);
        }

        /** On a page beside the call, if so. */
        public Heard beside(boolean isPage) {
            return new Heard(node, layout, spokenAt, after, key, outcome, isPage);
        }
    }

    /**
     * A field the caller gave.
     *
     * @param trust how sure it was who gave it
     */
    record Given(String key, String value, TrustTier trust) {
        @Override
        public String toString() {
            return "Given[" + key + "]";
        }
    }

    /**
     * A place in a queue.
     *
     * @param asked what the flow asks of an agent
     * @param language the contact's
     */
    record Place(
            QueueName queue,
            Requirement asked,
            Language language,
            int priority,
            Channel channel,
            Address address) {}

    /** How a contact ended. */
    record Finish(
            Beginning beginning,
            Ended ended,
            Optional<Topic> topic,
            TopicSource topicSource,
            Optional<Heard> heard,
            Instant at) {}
}
