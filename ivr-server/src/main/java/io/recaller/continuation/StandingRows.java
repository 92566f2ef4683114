package io.recaller.continuation;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
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

import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/** How it stands with many pages, in one statement. Any thread. */
final class StandingRows {
    private static final Field<Long> VERSION = coalesce(DIALOGUE.VERSION, inline(-1L)).as("at");

    private static final Field<BigDecimal> STEPS =
            field(
                            select(coalesce(sum(SHOWING.STEP), inline(BigDecimal.ZERO)))
                                    .from(SHOWING)
                                    .where(SHOWING.CONTACT_ID.eq(CONTINUATION.CONTACT_ID)))
                    .as("steps");

    private static final List<Field<?>> FIELDS =
            List.of(
                    CONTINUATION.ID,
                    CONTINUATION.SEAT,
                    CONTINUATION.WHY,
                    VERSION,
                    CONTACT.SERVED_BY,
                    CONTACT.ENDED_AT,
                    STEPS);

    private final Rendered statement =
            Rendered.of(
                    select(FIELDS)
                            .from(CONTINUATION)
                            .leftJoin(DIALOGUE)
                            .on(DIALOGUE.CONTACT_ID.eq(CONTINUATION.CONTACT_ID))
                            .leftJoin(
                                    CONTACT_KEY
                                            .join(CONTACT)
                                            .on(
                                                    CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                                                    CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT)))
                            .on(CONTACT_KEY.CONTACT_ID.eq(CONTINUATION.CONTACT_ID))
                            .where(
                                    CONTINUATION.ID.eq(
                                            any(param("pages", SQLDataType.UUID.array())))));

    /** One that is not there is left out. */
    Map<UUID, PageStanding> of(Tx tx, Collection<UUID> pages) {
        return statement.fetch(tx, FIELDS, Map.of("pages", pages.toArray(UUID[]::new))).stream()
                .collect(Collectors.toMap(row -> row.get(CONTINUATION.ID), StandingRows::standing));
    }

    private static PageStanding standing(Record row) {
        return new PageStanding(
                row.get(CONTINUATION.SEAT),
                row.get(CONTINUATION.WHY),
                row.get(VERSION),
                row.get(CONTACT.SERVED_BY) != null,
                row.get(CONTACT.ENDED_AT) != null,
                row.get(STEPS).intValue());
    }
}
