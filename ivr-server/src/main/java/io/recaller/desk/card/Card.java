package io.recaller.desk.card;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.TrustTier;
import io.recaller.message.file.Attachment;
import io.recaller.notice.ToldNotice;
import io.recaller.recommendation.Recommended;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is calling, why, and what happened before: all that an agent sees before saying hello.
 *
 * @param startedAt when the contact arrived
 * @param waitingSince when it joined the queue; empty when it did not wait
 * @param fields what is known or was collected, most useful first
 * @param timeline earlier contacts on all channels, newest first
 * @param requests open ones the trust is enough to hear of, newest first
 * @param facts true now, likewise
 * @param help what else helps to serve them
 * @param notices what they were told unasked, newest first
 * @param recommended what to offer them next; empty: nothing
 */
public record Card(
        AssignmentId assignment,
        ContactId contact,
        Channel channel,
        Instant startedAt,
        Optional<Instant> waitingSince,
        Caller caller,
        Trust trust,
        Why why,
        List<Field> fields,
        List<Entry> timeline,
        List<OpenRequest> requests,
        List<ActiveFact> facts,
        Help help,
        List<ToldNotice> notices,
        Optional<Recommended> recommended) {
    public Card {
        fields = List.copyOf(fields);
        timeline = List.copyOf(timeline);
        requests = List.copyOf(requests);
        facts = List.copyOf(facts);
        notices = List.copyOf(notices);
    }

    /** Of somebody who was told nothing unasked, and to whom nothing is to be offered. */
    public Card(
            AssignmentId assignment,
            ContactId contact,
            Channel channel,
            Instant startedAt,
            Optional<Instant> waitingSince,
            Caller caller,
            Trust trust,
            Why why,
            List<Field> fields,
            List<Entry> timeline,
            List<OpenRequest> requests,
            List<ActiveFact> facts,
            Help help) {
        this(
                assignment,
                contact,
                channel,
                startedAt,
                waitingSince,
                caller,
                trust,
                why,
                fields,
                timeline,
                requests,
                facts,
                help,
                List.of(),
                Optional.empty());
    }

    /**
     * A card that says only that somebody is there: what is shown when the context cannot be read.
     */
    public static Card bare(AssignmentId assignment, ContactId contact, Instant now) {
        return new Card(
                assignment,
                contact,
                Channel.PHONE,
                now,
                Optional.empty(),
                new Caller(Optional.empty(), "", Optional.empty(), Optional.empty()),
                new Trust(TrustTier.UNKNOWN, Proof.NONE),
                new Why(Optional.empty(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Help.none());
    }

    /**
     * Who it seems to be.
     *
     * @param name as far as the trust allows; empty when unknown or withheld
     * @param handle already masked, such as {@code +7701•••••67}; empty when hidden
     * @param segment the business's own name for a kind of customer
     * @param number whole, to be dialled and searched; empty when hidden, of who writes, or while
     *     the agent has not answered
     * @param alias what who writes calls themselves: a word, and no proof
     */
    public record Caller(
            Optional<String> name,
            String handle,
            Optional<String> segment,
            Optional<String> number,
            Optional<String> alias) {
        /** Of somebody who calls. */
        public Caller(
                Optional<String> name,
                String handle,
                Optional<String> segment,
                Optional<String> number) {
            this(name, handle, segment, number, Optional.empty());
        }

        @Override
        public String toString() {
            return "Caller[" + handle + "]";
        }
    }

    /**
     * What else helps to serve them.
     *
     * @param priority in the queue; above 5, the usual one, it is urgent
     * @param told what the menu has told them already, oldest first
     * @param links to other systems' records of them
     * @param mayBeVerified whether the agent may say that it is who it seems to be
     * @param sentBy the colleague who sent them on; empty: nobody did
     * @param callback whether they hung up to be called back: once the agent answers they are
     *     called
     * @param voicemail the message that they left; empty: they left none
     * @param language the contact's; empty: not known
     * @param cameFrom where the dialogue stood before it went on here; empty: it began here
     */
    public record Help(
            int priority,
            List<Words> told,
            List<Link> links,
            boolean mayBeVerified,
            Optional<Sender> sentBy,
            boolean callback,
            Optional<LeftMessage> voicemail,
            Optional<Language> language,
            Optional<Channel> cameFrom) {
        public Help {
            told = List.copyOf(told);
            links = List.copyOf(links);
        }

        /** Of a contact that began here, in nobody knows which language. */
        public Help(
                int priority,
                List<Words> told,
                List<Link> links,
                boolean mayBeVerified,
                Optional<Sender> sentBy,
                boolean callback,
                Optional<LeftMessage> voicemail) {
            this(
                    priority,
                    told,
                    links,
                    mayBeVerified,
                    sentBy,
                    callback,
                    voicemail,
                    Optional.empty(),
                    Optional.empty());
        }

        /** Of a contact that nobody sent on. */
        public Help(int priority, List<Words> told, List<Link> links, boolean mayBeVerified) {
            this(priority, told, links, mayBeVerified, Optional.empty(), false, Optional.empty());
        }

        static Help none() {
            return new Help(0, List.of(), List.of(), false);
        }
    }

    /**
     * A message that the customer left.
     *
     * @param isReached whether they have been called and have answered: until then nobody is on a
     *     line
     */
    public record LeftMessage(Duration length, boolean isReached) {}

    /** Whether the customer may come on the line while the agent has the contact. */
    public boolean mayBeReached() {
        return help.voicemail().filter(left -> !left.isReached()).isPresent();
    }

    /**
     * A colleague who sent the contact on.
     *
     * @param note what they say of it
     */
    public record Sender(String name, Optional<String> note) {
        @Override
        public String toString() {
            return "Sender[" + name + "]";
        }
    }

    /** A link as it is to be followed. */
    public record Link(Words label, String url) {
        @Override
        public String toString() {
            return "Link[" + label + "]";
        }
    }

    /** How sure we are, and by what. */
    public record Trust(TrustTier tier, Proof proof) {}

    /** What the trust rests on. */
    public enum Proof {
        NONE,
        CALLER_ID,
        ATTESTATION,
        PIN,
        LINK,
        AGENT
    }

    /**
     * Why they call.
     *
     * @param topic what the way through the menu says it is about
     * @param path the way through the menu in words, oldest first
     */
    public record Why(Optional<Topic> topic, List<Words> path) {
        public Why {
            path = List.copyOf(path);
        }
    }

    /**
     * One known or collected field.
     *
     * @param value as it may be shown; empty when it is withheld until the caller is verified
     * @param source the channel or system it was given through
     * @param origin how it came onto this card
     */
    public record Field(
            String key,
            Words label,
            Optional<String> value,
            String source,
            Instant at,
            boolean verified,
            Origin origin) {
        @Override
        public String toString() {
            return "Field[" + key + " from " + source + "]";
        }
    }

    /** Where a field's value comes from, seen from this contact. */
    public enum Origin {
        /** Keyed or said in this contact. */
        COLLECTED,
        /** Known before and confirmed in this contact. */
        CONFIRMED,
        /** Known before, not spoken about in this contact. */
        KNOWN
    }

    /**
     * One earlier contact.
     *
     * @param servedBy name of the agent who talked
     * @param disposition what was picked in wrap-up
     * @param note how it ended, when there is no disposition: an end reason's slug
     * @param hasText whether an agent wrote of it
     * @param text what the agent wrote; empty when it is withheld until the caller is verified
     * @param files how many pictures and documents the customer gave in it
     * @param given the newest of them; none before the agent talks with them, and where they are
     *     withheld until the caller is verified
     */
    public record Entry(
            Instant at,
            Channel channel,
            Direction direction,
            Nature nature,
            Optional<Topic> topic,
            Optional<String> servedBy,
            Optional<String> disposition,
            Optional<String> note,
            boolean hasText,
            Optional<String> text,
            int files,
            List<Attachment> given) {
        public Entry {
            given = List.copyOf(given);
        }

        /**
         * An entry as the register has it, with what an agent wrote and the customer gave as far as
         * it is shown.
         */
        public static Entry of(
                Timeline.Entry entry,
                boolean hasText,
                Optional<String> text,
                int files,
                List<Attachment> given) {
            return new Entry(
                    entry.startedAt(),
                    entry.channel(),
                    entry.direction(),
                    entry.nature(),
                    entry.topic(),
                    entry.servedBy(),
                    entry.disposition(),
                    entry.endReason(),
                    hasText,
                    text,
                    files,
                    given);
        }
    }
}
