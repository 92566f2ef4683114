package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.MESSAGE_ENTRY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** How it stands with a message and the contact of its thread, in one statement. Any thread. */
final class LaneRows {
    /**
     * What there is.
     *
     * @param entry the door by which the message came in, where that is another than its thread's
     * @param isOver whether the contact has ended
     * @param hasWaited whether it was ever given to people
     * @param version of its dialogue; empty: there is none yet
     */
    record Found(
            Optional<String> entry, boolean isOver, boolean hasWaited, Optional<Long> version) {}

    private static final Field<UUID> THEIRS = param("contact", SQLDataType.UUID);

    private static final Field<String> ENTRY =
            field(
                            select(MESSAGE_ENTRY.ENTRY)
                                    .from(MESSAGE_ENTRY)
                                    .where(MESSAGE_ENTRY.SEQ.eq(param("seq", SQLDataType.BIGINT))))
                    .as("entry");

    private static final Field<Boolean> OVER =
            field(
                            exists(
                                    selectOne()
                                            .from(CONTACT_KEY)
                                            .join(CONTACT)
                                            .on(
                                                    CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                                                    CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                                            .where(
                                                    CONTACT_KEY.CONTACT_ID.eq(THEIRS),
                                                    CONTACT.ENDED_AT.isNotNull())))
                    .as("is_over");

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

    private static final List<Field<?>> FIELDS = List.of(ENTRY, OVER, WAITED, VERSION);

    private final Rendered statement = Rendered.of(select(FIELDS));

    /** As it is while the thread is locked. */
    Found find(Tx tx, long seq, Optional<ContactId> contact) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("seq", seq);
        values.put("contact", contact.map(ContactId::value).orElse(null));
        var row = statement.fetchSingle(tx, FIELDS, values);
        return new Found(
                Optional.ofNullable(row.get(ENTRY)),
                row.get(OVER),
                row.get(WAITED),
                Optional.ofNullable(row.get(VERSION)));
    }
}
