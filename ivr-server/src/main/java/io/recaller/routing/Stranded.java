package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.ASTERISK_LINK;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.AddressJson;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AssignmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;

/**
 * Assignments on an Asterisk that no server is linked to: taken out of service, or renamed while
 * nobody looked. Nobody can see what became of them, so only time tells; a link that is lost for a
 * while must not make an agent ready who talks.
 */
final class Stranded {
    /** No phone rings that long. */
    private static final Duration LONGEST_RING = Duration.ofHours(1);

    private static final Duration LONGEST_TALK = Duration.ofDays(1);

    List<AssignmentId> ringing(Tx tx, Instant now) {
        return those(
                tx,
                now,
                ASSIGNMENT.STATE.eq(inline("offered")),
                ASSIGNMENT.LEASE_UNTIL.le(now.minus(LONGEST_RING)));
    }

    List<AssignmentId> talking(Tx tx, Instant now) {
        return those(
                tx,
                now,
                ASSIGNMENT.STATE.eq(inline("connected")),
                ASSIGNMENT.CONNECTED_AT.le(now.minus(LONGEST_TALK)));
    }

    private static List<AssignmentId> those(Tx tx, Instant now, Condition... which) {
        return tx.dsl()
                .select(ASSIGNMENT.ID)
                .from(ASSIGNMENT)
                .join(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(which)
                .and(jsonbGetAttributeAsText(WAITING_CONTACT.ADDRESS, AddressJson.GATEWAY).isNull())
                .and(isOutOfSight(now))
                .fetch(row -> new AssignmentId(row.value1()));
    }

    private static Condition isOutOfSight(Instant now) {
        return notExists(
                selectOne()
                        .from(ASTERISK_LINK)
                        .where(
                                ASTERISK_LINK.ASTERISK_SYSTEM.eq(
                                        coalesce(
                                                jsonbGetAttributeAsText(
                                                        WAITING_CONTACT.ADDRESS,
                                                        AddressJson.SYSTEM),
                                                "")),
                                ASTERISK_LINK.LEASE_UNTIL.gt(now)));
    }
}
