package io.recaller.conversation;

import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.LastWords;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.handle.Handles;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls that have begun and that nobody ended, in an archive of their own, and who ends them. */
final class OpenCalls implements AutoCloseable {
    static final Instant NOW = Archive.NOW;
    private static final Flow FLOW = Office.flow(Office.telecom());

    static final Handle LINE = new Handle(HandleKind.TEL, "+77020000001");

    final Archive archive = new Archive();
    private final Takeovers takeovers =
            new Takeovers(archive.contacts, archive.customers, new Handles("KZ")::caller);

    /** Who ends calls, and asks nobody how they ended. */
    ContactEnds ends() {
        return new ContactEnds(archive.db, archive.contacts, takeovers, Runnable::run, () -> NOW);
    }

    /** As above, and Asterisk tells how they ended. */
    ContactEnds ends(LastWords words) {
        return ends(NOW, words);
    }

    ContactEnds ends(Instant now, LastWords words) {
        return new ContactEnds(
                archive.db, archive.contacts, takeovers, Runnable::run, () -> now, words);
    }

    ContactId begun(String linkedId, Duration ago) {
        var contact = archive.newContact();
        archive.dialogues.begin(beginning(contact, linkedId, NOW.minus(ago)));
        return contact;
    }

    Address address(ContactId contact) {
        return AddressJson.read(archive.row(contact).getAddress().data());
    }

    @Override
    public void close() {
        archive.close();
    }

    static Beginning beginning(ContactId contact, String linkedId, Instant at) {
        var arrival =
                new Arrival(
                        Channel.PHONE,
                        "8000",
                        Optional.of(LINE),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        new Address.Call("pbx1", linkedId, "c"),
                        Optional.empty());
        return new Beginning(contact, arrival, Optional.empty(), TrustTier.CLAIMED, dialogue(), at);
    }

    static KeptEnd kept(ContactId contact, String linkedId) {
        return KeptEnd.of(
                new Finish(
                        beginning(contact, linkedId, NOW),
                        SomeEnds.RING_GROUP,
                        Optional.of(new Topic("billing.tv")),
                        TopicSource.KEY,
                        Optional.empty(),
                        NOW.plusSeconds(60)));
    }

    static TurnTaken turn(ContactId contact) {
        return turn(contact, dialogue(), TrustTier.CLAIMED);
    }

    static TurnTaken turn(ContactId contact, Dialogue dialogue, TrustTier trust) {
        return new TurnTaken(
                contact,
                dialogue,
                Channel.PHONE,
                Optional.empty(),
                trust,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    static Place place(ContactId contact) {
        return Places.of(Requirement.none(), 5, "PJSIP/" + contact);
    }

    static Dialogue dialogue() {
        return Dialogue.fresh(FLOW, "person", new Language("en"));
    }
}
