package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.recaller.agent.StationId;
import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.queue.QueueState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Offers as they are written, many in one statement: of those who wait, whose places are locked,
 * agents are asked from then on. Who is consulted is asked for a contact that waits no more.
 * Immutable; any thread.
 */
final class OfferedRows {
    private static final List<Field<?>> COLUMNS =
            List.of(
                    ASSIGNMENT.ID,
                    ASSIGNMENT.CONTACT_ID,
                    ASSIGNMENT.WAITING_CONTACT_ID,
                    ASSIGNMENT.AGENT_ID,
                    ASSIGNMENT.CHANNEL,
                    ASSIGNMENT.STATION_ID,
                    ASSIGNMENT.HELD_BY,
                    ASSIGNMENT.OFFERED_AT,
                    ASSIGNMENT.LEASE_UNTIL,
                    ASSIGNMENT.REASONS);

    /**
     * One of them.
     *
     * @param station the phone that rings; empty: none does
     * @param server whose phones ring for it
     * @param why in words
     */
    record Opening(
            Offered offered,
            EntryId entry,
            Optional<StationId> station,
            String server,
            List<String> why) {}

    private final GivenRows<Opening> given =
            GivenRows.<Opening>as("given")
                    .with("id", ASSIGNMENT.ID.getDataType(), each -> each.offered().id().value())
                    .with(
                            "contact_id",
                            ASSIGNMENT.CONTACT_ID.getDataType(),
                            each -> each.offered().contact().value())
                    .with(
                            "waiting_contact_id",
                            ASSIGNMENT.WAITING_CONTACT_ID.getDataType(),
                            each -> each.entry().value())
                    .with(
                            "agent_id",
                            ASSIGNMENT.AGENT_ID.getDataType(),
                            each -> each.offered().agent().value())
                    .with(
                            "channel",
                            ASSIGNMENT.CHANNEL.getDataType(),
                            each -> each.offered().channel().slug())
                    .with(
                            "station_id",
                            ASSIGNMENT.STATION_ID.getDataType(),
                            each -> each.station().map(StationId::value).orElse(null))
                    .with("held_by", ASSIGNMENT.HELD_BY.getDataType(), Opening::server)
                    .with(
                            "offered_at",
                            ASSIGNMENT.OFFERED_AT.getDataType(),
                            each -> each.offered().since())
                    .with(
                            "lease_until",
                            ASSIGNMENT.LEASE_UNTIL.getDataType(),
                            each -> each.offered().leaseUntil())
                    .with("reasons", SQLDataType.CLOB, each -> array(each.why()));
    private final Rendered insert = insert();

    void open(Tx tx, List<Opening> openings) {
        insert.fetchCount(tx, given.of(openings));
    }

    private Rendered insert() {
        var added =
                name("added")
                        .as(
                                DSL.insertInto(ASSIGNMENT)
                                        .columns(COLUMNS)
                                        .select(
                                                select(COLUMNS.stream().map(this::given).toList())
                                                        .from(given.table()))
                                        .returning(ASSIGNMENT.ID));
        var entry = given.get("waiting_contact_id", WAITING_CONTACT.ID.getDataType());
        var asked =
                name("asked")
                        .as(
                                DSL.update(WAITING_CONTACT)
                                        .set(
                                                WAITING_CONTACT.STATE,
                                                inline(QueueState.OFFERED.row()))
                                        .set(
                                                WAITING_CONTACT.VERSION,
                                                WAITING_CONTACT.VERSION.plus(inline(1)))
                                        .from(given.table())
                                        .where(
                                                WAITING_CONTACT.ID.eq(entry),
                                                WAITING_CONTACT.STATE.eq(
                                                        inline(QueueState.WAITING.row())))
                                        .returning(WAITING_CONTACT.ID));
        return Rendered.of(DSL.with(asked, added).select(DSL.count()).from(table(name("added"))));
    }

    /** An array cannot be an element of the arrays that rows are given in: it is a text there. */
    private Field<?> given(Field<?> column) {
        return column.equals(ASSIGNMENT.REASONS)
                ? given.get("reasons", SQLDataType.CLOB).cast(ASSIGNMENT.REASONS.getDataType())
                : given.get(column.getName(), column.getDataType());
    }

    /** As PostgreSQL reads an array of texts ("Array Input and Output Syntax"). */
    private static String array(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
