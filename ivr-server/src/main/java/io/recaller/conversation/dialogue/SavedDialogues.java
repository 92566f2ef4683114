package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.HANDLE;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactsByMonth;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Database;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.Contact;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/**
 * Reads a dialogue with what its contact's row tells, in one statement. It looks into the month of
 * the contact's id: to open all months takes PostgreSQL longer than all the rest. Only where it is
 * not there are all looked into. Any thread.
 */
final class SavedDialogues {
    private final ContactsByMonth<Of> months;

    SavedDialogues(Database database) {
        this.months = new ContactsByMonth<>(database, Of::new);
    }

    Optional<Saved> find(Tx tx, ContactId contact) {
        var month = contact.madeAt().flatMap(at -> months.of(tx, at));
        return month.isEmpty()
                ? anywhere(tx, contact)
                : month.get()
                        .find(tx, contact)
                        .flatMap(row -> month.get().saved(row).or(() -> anywhere(tx, contact)));
    }

    private Optional<Saved> anywhere(Tx tx, ContactId contact) {
        return months.anywhere().find(tx, contact).flatMap(months.anywhere()::saved);
    }

    /** The statement over one month's contacts, or everybody's. */
    private static final class Of {
        private final Contact contacts;
        private final List<Field<?>> fields;
        private final Rendered statement;

        Of(Contact contacts) {
            this.contacts = contacts;
            this.fields =
                    List.of(
                            DIALOGUE.FLOW_SHA,
                            DIALOGUE.NODE,
                            DIALOGUE.STEP,
                            DIALOGUE.LANGUAGE,
                            DIALOGUE.DATA,
                            DIALOGUE.PATH,
                            DIALOGUE.VERSION,
                            DIALOGUE.UPDATED_AT,
                            DIALOGUE.JOINED,
                            FLOW_VERSION.FLOW,
                            contacts.CUSTOMER_ID,
                            contacts.TRUST,
                            contacts.STARTED_AT,
                            contacts.ENDED_AT,
                            HANDLE.KIND,
                            HANDLE.VALUE);
            this.statement =
                    Rendered.of(
                            select(fields)
                                    .from(DIALOGUE)
                                    .join(FLOW_VERSION)
                                    .on(FLOW_VERSION.SHA256.eq(DIALOGUE.FLOW_SHA))
                                    .leftJoin(contacts)
                                    .on(contacts.ID.eq(DIALOGUE.CONTACT_ID))
                                    .leftJoin(HANDLE)
                                    .on(HANDLE.ID.eq(contacts.HANDLE_ID))
                                    .where(
                                            DIALOGUE.CONTACT_ID.eq(
                                                    param("contact", SQLDataType.UUID))));
        }

        Optional<Record> find(Tx tx, ContactId contact) {
            return statement.fetch(tx, fields, Map.of("contact", contact.value())).stream()
                    .findFirst();
        }

        /** Empty: the contact is not among these. */
        Optional<Saved> saved(Record row) {
            return Optional.ofNullable(row.get(contacts.STARTED_AT))
                    .map(startedAt -> {
                        var read = DialogueRows.row(row);
                        return new Saved(
                                read.dialogue(),
                                read.version(),
                                Optional.ofNullable(row.get(HANDLE.KIND))
                                        .map(kind ->
                                                new Handle(
                                                        UsedHandles.kind(kind),
                                                        row.get(HANDLE.VALUE))),
                                Optional.ofNullable(row.get(contacts.CUSTOMER_ID))
                                        .map(CustomerId::new),
                                TrustTier.valueOf(row.get(contacts.TRUST).toUpperCase(Locale.ROOT)),
                                startedAt,
                                row.get(contacts.ENDED_AT) != null,
                                row.get(DIALOGUE.JOINED));
                    });
        }
    }
}
