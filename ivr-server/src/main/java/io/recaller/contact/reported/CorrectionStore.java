package io.recaller.contact.reported;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;

import io.recaller.contact.ContactId;
import io.recaller.contact.ConversationRows;
import io.recaller.contact.Slug;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.TopicStore;
import io.recaller.customer.Change;
import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContactRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What other systems say later of a contact. A topic that was learned is noted as changed, by the
 * schema. Thread-safe; the caller owns the Tx.
 */
public final class CorrectionStore {
    private final TopicStore topics;
    private final ConversationRows conversations = new ConversationRows();

    public CorrectionStore(TopicStore topics) {
        this.topics = topics;
    }

    /**
     * What is said of one contact.
     *
     * @param topic what the registry does not know goes under {@code other.*}
     * @param servedBy the agent's id
     * @param disposition what came of it, in the business's own word
     */
    public record Correction(
            Change<Topic> topic,
            Change<Instant> endedAt,
            Change<UUID> servedBy,
            Change<String> disposition) {}

    /** What came of it. */
    public sealed interface Outcome {
        record Corrected(ContactId contact, Optional<CustomerId> customer) implements Outcome {}

        record NoContact() implements Outcome {}

        /** Nothing was changed: an agent's word or a completed task said what it was about. */
        record TopicSettled(TopicSource by) implements Outcome {}

        /** Nothing was changed: it is one of our own calls, whose end we know. */
        record OwnEnd() implements Outcome {}

        /**
         * Nothing was changed: it is one of our own that goes on; how it ends hangs on who serves.
         */
        record OwnAgent() implements Outcome {}

        /** Nothing was changed: it would end before it began. */
        record EndsBeforeStart(Instant startedAt) implements Outcome {}
    }

    /** Changes what is said and leaves the rest as it is; all of it or nothing. */
    public Outcome correct(Tx tx, String source, String externalId, Correction said, Instant now) {
        return find(tx, source, externalId)
                .map(row -> refused(row, said).orElseGet(() -> change(tx, row, said, now)))
                .orElseGet(Outcome.NoContact::new);
    }

    private static Optional<ContactRecord> find(Tx tx, String source, String externalId) {
        return tx.dsl()
                .select(CONTACT.fields())
                .from(CONTACT_KEY)
                .join(CONTACT)
                .on(CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID))
                .and(CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .where(CONTACT_KEY.SOURCE.eq(source), CONTACT_KEY.EXTERNAL_ID.eq(externalId))
                .forNoKeyUpdate()
                .of(CONTACT)
                .fetchOptionalInto(CONTACT);
    }

    private static Optional<Outcome> refused(ContactRecord row, Correction said) {
        var by = Slug.readOptional(TopicSource.class, row.getTopicSource());
        var settled = by.filter(source -> source.compareTo(TopicSource.GIVEN) > 0);
        if (said.topic().isSaid() && settled.isPresent()) {
            return Optional.of(new Outcome.TopicSettled(settled.get()));
        }
        if (said.endedAt().isSaid() && row.getAddress() != null) {
            return Optional.of(new Outcome.OwnEnd());
        }
        if (said.servedBy().isSaid() && row.getAddress() != null && row.getEndedAt() == null) {
            return Optional.of(new Outcome.OwnAgent());
        }
        return said.endedAt()
                .wanted()
                .filter(end -> end.isBefore(row.getStartedAt()))
                .map(_ -> new Outcome.EndsBeforeStart(row.getStartedAt()));
    }

    private Outcome change(Tx tx, ContactRecord row, Correction said, Instant now) {
        var contact = new ContactId(row.getId());
        var topic = said.topic().map(given -> topics.accept(tx, given).topic());
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.TOPIC, topic.map(Topic::id).in(CONTACT.TOPIC))
                .set(
                        CONTACT.TOPIC_SOURCE,
                        topic.map(_ -> Slug.of(TopicSource.GIVEN)).in(CONTACT.TOPIC_SOURCE))
                .set(CONTACT.ENDED_AT, said.endedAt().in(CONTACT.ENDED_AT))
                .set(CONTACT.SERVED_BY, said.servedBy().in(CONTACT.SERVED_BY))
                .set(CONTACT.DISPOSITION, said.disposition().in(CONTACT.DISPOSITION))
                .where(CONTACT.ID.eq(row.getId()), CONTACT.STARTED_AT.eq(row.getStartedAt()))
                .execute();
        topic.wanted().ifPresent(known -> conversations.about(tx, contact, known));
        said.disposition()
                .wanted()
                .ifPresent(_ -> conversations.close(tx, contact, "disposition", now));
        return new Outcome.Corrected(
                contact, Optional.ofNullable(row.getCustomerId()).map(CustomerId::new));
    }
}
