package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.HANDLE;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/**
 * Reads a dialogue with what its contact's row tells, in one statement. The contact is looked for
 * in the month that its key names, and not in every month. Any thread.
 */
final class SavedDialogues {
    private static final List<Field<?>> FIELDS =
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
                    CONTACT.CUSTOMER_ID,
                    CONTACT.TRUST,
                    CONTACT.STARTED_AT,
                    CONTACT.ENDED_AT,
                    HANDLE.KIND,
                    HANDLE.VALUE);

    private final Rendered statement =
            Rendered.of(
                    select(FIELDS)
                            .from(DIALOGUE)
                            .join(FLOW_VERSION)
                            .on(FLOW_VERSION.SHA256.eq(DIALOGUE.FLOW_SHA))
                            .join(CONTACT_KEY)
                            .on(CONTACT_KEY.CONTACT_ID.eq(DIALOGUE.CONTACT_ID))
                            .join(CONTACT)
                            .on(
                                    CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                                    CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                            .leftJoin(HANDLE)
                            .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                            .where(DIALOGUE.CONTACT_ID.eq(param("contact", SQLDataType.UUID))));

    Optional<Saved> find(Tx tx, ContactId contact) {
        return statement.fetch(tx, FIELDS, Map.of("contact", contact.value())).stream()
                .findFirst()
                .map(SavedDialogues::saved);
    }

    private static Saved saved(Record row) {
        var read = DialogueRows.row(row);
        return new Saved(
                read.dialogue(),
                read.version(),
                Optional.ofNullable(row.get(HANDLE.KIND))
                        .map(kind -> new Handle(UsedHandles.kind(kind), row.get(HANDLE.VALUE))),
                Optional.ofNullable(row.get(CONTACT.CUSTOMER_ID)).map(CustomerId::new),
                TrustTier.valueOf(row.get(CONTACT.TRUST).toUpperCase(Locale.ROOT)),
                row.get(CONTACT.STARTED_AT),
                row.get(CONTACT.ENDED_AT) != null,
                row.get(DIALOGUE.JOINED));
    }
}
