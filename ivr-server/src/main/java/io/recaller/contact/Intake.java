package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;

import io.recaller.customer.CustomerId;
import io.recaller.customer.KnownField;
import io.recaller.customer.KnownFields;
import io.recaller.customer.Links;
import io.recaller.customer.Resolution;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes in contacts that other systems tell about, each once. Thread-safe. */
public final class Intake {
    private final Supplier<UUID> ids;
    private final ContactStore contacts;
    private final Links links;
    private final KnownFields fields;
    private final TopicStore topics;

    /**
     * An intake over the stores.
     *
     * @param ids makes UUIDv7
     */
    public Intake(
            Supplier<UUID> ids,
            ContactStore contacts,
            Links links,
            KnownFields fields,
            TopicStore topics) {
        this.ids = ids;
        this.contacts = contacts;
        this.links = links;
        this.fields = fields;
        this.topics = topics;
    }

    /**
     * Takes in a contact, its customer when new, and what they gave. Told again, whatever it says
     * then, nothing is changed.
     *
     * @throws IllegalArgumentException when a field is not in the catalogue: ask {@link
     *     KnownFields#catalogue()} before
     */
    public Recorded record(Tx tx, Reported reported, Instant now) {
        var id = new ContactId(ids.get());
        if (!contacts.insertKey(tx, contact(id, reported, Optional.empty()))) {
            return alreadyThere(tx, reported);
        }
        var whose = links.identify(tx, reported.handles(), reported.trust(), id.value(), now);
        var customer = whose.single();
        contacts.insert(tx, contact(id, reported, customer), reported.conversation());
        var topic = reported.topic().map(given -> topics.accept(tx, given));
        topic.ifPresent(known -> contacts.about(tx, id, known.topic(), TopicSource.GIVEN));
        reported.endedAt().ifPresent(at -> end(tx, id, at));
        keepFields(tx, whose, id, reported, now);
        return new Recorded(
                id,
                true,
                customer,
                topic.map(TopicStore.Accepted::topic),
                topic.map(TopicStore.Accepted::known).orElse(true));
    }

    private static Contact contact(ContactId id, Reported reported, Optional<CustomerId> customer) {
        return new Contact(
                id,
                reported.source(),
                reported.externalId(),
                reported.nature(),
                reported.channel(),
                reported.direction(),
                reported.handles().stream().findFirst(),
                customer,
                reported.trust(),
                reported.startedAt(),
                Optional.empty());
    }

    private static Recorded alreadyThere(Tx tx, Reported reported) {
        return tx.dsl()
                .select(CONTACT.ID, CONTACT.CUSTOMER_ID, CONTACT.TOPIC)
                .from(CONTACT_KEY)
                .join(CONTACT)
                .on(CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID))
                .and(CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .where(
                        CONTACT_KEY.SOURCE.eq(reported.source()),
                        CONTACT_KEY.EXTERNAL_ID.eq(reported.externalId()))
                .fetchSingle(row ->
                        new Recorded(
                                new ContactId(row.value1()),
                                false,
                                Optional.ofNullable(row.value2()).map(CustomerId::new),
                                Optional.ofNullable(row.value3()).map(Topic::new),
                                true));
    }

    private static void end(Tx tx, ContactId contact, Instant at) {
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.ENDED_AT, at)
                .where(ContactStore.is(contact))
                .execute();
    }

    /** What is given where several share the handle is nobody's word, and is not kept. */
    private void keepFields(
            Tx tx, Resolution whose, ContactId contact, Reported reported, Instant now) {
        for (var given : given(reported)) {
            switch (whose) {
                case Resolution.One(CustomerId customer) ->
                        fields.add(tx, customer, given, Optional.of(contact.value()), now);
                case Resolution.Nobody() -> fields.addNobodys(tx, contact.value(), given, now);
                case Resolution.Several(_) -> {}
            }
        }
    }

    private static List<KnownField> given(Reported reported) {
        var source = Slug.of(reported.channel());
        return reported.fields().entrySet().stream()
                .map(field ->
                        new KnownField(
                                field.getKey(),
                                field.getValue(),
                                source,
                                reported.startedAt(),
                                reported.trust()))
                .toList();
    }
}
