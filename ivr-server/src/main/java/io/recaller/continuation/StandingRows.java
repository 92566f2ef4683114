package io.recaller.continuation;

import static io.recaller.db.generated.Tables.CONTINUATION;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.SHOWING;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import io.recaller.contact.ContactsByMonth;
import io.recaller.db.Database;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.Contact;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/**
 * How it stands with many pages, in one statement. It looks into the month of their contacts' ids,
 * where that is one: to open all months takes PostgreSQL longer than all the rest. Any thread.
 */
final class StandingRows {
    private static final Field<Long> VERSION =
            coalesce(DIALOGUE.VERSION, inline(-1L)).as("at_version");

    private static final Field<BigDecimal> STEPS =
            field(
                            select(coalesce(sum(SHOWING.STEP), inline(BigDecimal.ZERO)))
                                    .from(SHOWING)
                                    .where(SHOWING.CONTACT_ID.eq(CONTINUATION.CONTACT_ID)))
                    .as("steps");

    private final ContactsByMonth<Of> months;

    StandingRows(Database database) {
        this.months = new ContactsByMonth<>(database, Of::new);
    }

    /** One that is not there is left out. */
    Map<UUID, PageStanding> of(Tx tx, Collection<Joined> pages) {
        return months.ofAll(tx, pages.stream().map(page -> page.contact().madeAt()))
                .flatMap(month -> month.find(tx, pages, true))
                .or(() -> months.anywhere().find(tx, pages, false))
                .orElseThrow();
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
                            CONTINUATION.ID,
                            CONTINUATION.SEAT,
                            CONTINUATION.WHY,
                            VERSION,
                            contacts.STARTED_AT,
                            contacts.SERVED_BY,
                            contacts.ENDED_AT,
                            contacts.TRUST,
                            contacts.CUSTOMER_ID,
                            STEPS,
                            CONTINUATION.HANDED_IN);
            this.statement =
                    Rendered.of(
                            select(fields)
                                    .from(CONTINUATION)
                                    .leftJoin(DIALOGUE)
                                    .on(DIALOGUE.CONTACT_ID.eq(CONTINUATION.CONTACT_ID))
                                    .leftJoin(contacts)
                                    .on(contacts.ID.eq(CONTINUATION.CONTACT_ID))
                                    .where(
                                            CONTINUATION.ID.eq(
                                                    any(
                                                            param(
                                                                    "pages",
                                                                    SQLDataType.UUID.array())))));
        }

        /**
         * By page.
         *
         * @param allThere whether it is nothing where the contact of one is not among these
         */
        Optional<Map<UUID, PageStanding>> find(Tx tx, Collection<Joined> pages, boolean allThere) {
            var found = new HashMap<UUID, PageStanding>();
            var ids = pages.stream().map(Joined::id).toArray(UUID[]::new);
            for (var row : statement.fetch(tx, fields, Map.of("pages", ids))) {
                if (allThere && row.get(contacts.STARTED_AT) == null) {
                    return Optional.empty();
                }
                found.put(row.get(CONTINUATION.ID), standing(row));
            }
            return Optional.of(found);
        }

        private PageStanding standing(Record row) {
            return new PageStanding(
                    row.get(CONTINUATION.SEAT),
                    row.get(CONTINUATION.WHY),
                    row.get(VERSION),
                    row.get(contacts.SERVED_BY) != null,
                    row.get(contacts.ENDED_AT) != null,
                    row.get(contacts.TRUST) + " " + row.get(contacts.CUSTOMER_ID),
                    row.get(STEPS).intValue(),
                    row.get(CONTINUATION.HANDED_IN));
        }
    }
}
