package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.MESSAGE_ENTRY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactsByMonth;
import io.recaller.db.Database;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.Contact;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a message and the contact of its thread, in one statement. It looks into the
 * month of the contact's id: to open all months takes PostgreSQL longer than all the rest. Any
 * thread.
 */
final class LaneRows {
    /**
     * What there is.
     *
     * @param entry the door by which the message came in, where that is another than its thread's
     * @param isOver whether the contact has ended; empty: it is not there
     * @param hasWaited whether it was ever given to people
     * @param version of its dialogue; empty: there is none yet
     */
    record Found(
            Optional<String> entry,
            Optional<Boolean> isOver,
            boolean hasWaited,
            Optional<Long> version) {}

    private static final Field<UUID> THEIRS = param("contact", SQLDataType.UUID);

    private static final Field<String> ENTRY =
            field(
                            select(MESSAGE_ENTRY.ENTRY)
                                    .from(MESSAGE_ENTRY)
                                    .where(MESSAGE_ENTRY.SEQ.eq(param("seq", SQLDataType.BIGINT))))
                    .as("entry");

    private static final Field<Boolean> WAITED =
            field(
                            exists(
                                    selectOne()
                                            .from(WAITING_CONTACT)
                                            .where(WAITING_CONTACT.CONTACT_ID.eq(THEIRS))))
                    .as("has_waited");

    private static final Field<Long> VERSION =
            field(select(DIALOGUE.VERSION).from(DIALOGUE).where(DIALOGUE.CONTACT_ID.eq(THEIRS)))
                    .as("at_version");

    private final ContactsByMonth<Of> months;

    LaneRows(Database database) {
        this.months = new ContactsByMonth<>(database, Of::new);
    }

    /** As it is while the thread is locked. */
    Found find(Tx tx, long seq, Optional<ContactId> contact) {
        return contact.flatMap(ContactId::madeAt)
                .flatMap(at -> months.of(tx, at))
                .map(month -> month.find(tx, seq, contact))
                .filter(found -> found.isOver().isPresent())
                .orElseGet(() -> months.anywhere().find(tx, seq, contact));
    }

    /** The statement over one month's contacts, or everybody's. */
    private static final class Of {
        private final Field<Boolean> over;
        private final List<Field<?>> fields;
        private final Rendered statement;

        Of(Contact contacts) {
            over =
                    field(
                                    select(field(contacts.ENDED_AT.isNotNull()))
                                            .from(contacts)
                                            .where(contacts.ID.eq(THEIRS)))
                            .as("is_over");
            fields = List.of(ENTRY, over, WAITED, VERSION);
            statement = Rendered.of(select(fields));
        }

        Found find(Tx tx, long seq, Optional<ContactId> contact) {
            var values = new HashMap<String, @Nullable Object>();
            values.put("seq", seq);
            values.put("contact", contact.map(ContactId::value).orElse(null));
            return found(statement.fetchSingle(tx, fields, values));
        }

        private Found found(Record row) {
            return new Found(
                    Optional.ofNullable(row.get(ENTRY)),
                    Optional.ofNullable(row.get(over)),
                    row.get(WAITED),
                    Optional.ofNullable(row.get(VERSION)));
        }
    }
}
