package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import io.recaller.customer.Families;
import io.recaller.customer.FieldCatalogue;
import io.recaller.customer.KnownFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.Row3;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Reads what was known of customers when their contacts began, for many contacts in one query.
 * Requests and facts are read as they are kept now: what another system has corrected since then is
 * corrected. Thread-safe.
 */
public final class AsOfStartQuery {
    private static final Field<UUID> ID = DSL.field(name("then", "id"), SQLDataType.UUID);
    private static final Field<Instant> AT = DSL.field(name("then", "at"), SQLDataType.INSTANT);
    private static final Field<UUID[]> MEMBERS =
            DSL.field(name("then", "members"), SQLDataType.UUID.array());

    private static final Field<List<PastContact>> NO_HISTORY =
            DSL.inline("").convertFrom(_ -> List.of());

    private final FieldCatalogue catalogue;

    public AsOfStartQuery(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * By contact.
     *
     * @param learnedBefore of the history, what has a place in the sequence before this one
     */
    public Map<ContactId, AsOfStart> read(
            Tx tx, List<FinalContact> contacts, Families families, long learnedBefore) {
        return contacts.isEmpty()
                ? Map.of()
                : fetch(tx, contacts, families, history(learnedBefore));
    }

    /** As {@link #read}, without the history. */
    public Map<ContactId, AsOfStart> readSigns(
            Tx tx, List<FinalContact> contacts, Families families) {
        return contacts.isEmpty() ? Map.of() : fetch(tx, contacts, families, NO_HISTORY);
    }

    private Map<ContactId, AsOfStart> fetch(
            Tx tx,
            List<FinalContact> contacts,
            Families families,
            Field<List<PastContact>> history) {
        var found = new HashMap<ContactId, AsOfStart>();
        tx.dsl()
                .select(
                        ID,
                        history,
                        multiset(RequestStore.openAt(concerned(), AT))
                                .convertFrom(rows -> rows.map(RequestStore::read)),
                        multiset(FactStore.activeAt(concerned(), AT))
                                .convertFrom(rows -> rows.map(FactStore::read)))
                .from(then(contacts, families))
                .forEach(row ->
                        found.put(
                                new ContactId(row.value1()),
                                new AsOfStart(row.value2(), row.value3(), row.value4())));
        return found;
    }

    /** The contacts as a table: who, when, and under which ids their customers' rows are. */
    private static Table<Record3<UUID, Instant, UUID[]>> then(
            List<FinalContact> contacts, Families families) {
        var rows = new ArrayList<Row3<UUID, Instant, UUID[]>>();
        for (var contact : contacts) {
            var members =
                    contact.customer().map(families::members).orElse(Set.of()).toArray(UUID[]::new);
            rows.add(row(val(contact.id().value()), val(contact.startedAt()), val(members)));
        }
        return DSL.values(rows.toArray(AsOfStartQuery::rows)).as("then", "id", "at", "members");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made else
    private static Row3<UUID, Instant, UUID[]>[] rows(int size) {
        return new Row3[size];
    }

    private Concerned concerned() {
        return new Concerned(
                members(),
                catalogue.area().map(area -> KnownFields.newestValueAt(members(), area, AT)));
    }

    private static Select<Record1<UUID>> members() {
        var member = DSL.unnest(MEMBERS).as("member", "id");
        return DSL.select(DSL.field(name("member", "id"), SQLDataType.UUID)).from(member);
    }

    private static Field<List<PastContact>> history(long learnedBefore) {
        return PastContacts.newest(
                CONTACT.CUSTOMER_ID
                        .eq(DSL.any(MEMBERS))
                        .and(CONTACT.STARTED_AT.lt(AT))
                        .and(CONTACT.LEARNED_SEQ.lt(learnedBefore)),
                CONTACT.LEARNED_SEQ);
    }
}
