package io.recaller.contact.history;

import static io.recaller.db.generated.Tables.CONTACT;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import io.recaller.contact.ContactId;
import io.recaller.contact.fact.Concerned;
import io.recaller.contact.fact.FactStore;
import io.recaller.contact.fact.RequestStore;
import io.recaller.customer.Families;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record1;
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
            DSL.field(name("then", "members"), SQLDataType.CLOB).cast(SQLDataType.UUID.array());

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
    public Map<ContactId, AsOfStart> readCircumstances(
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
    private static Table<?> then(List<FinalContact> contacts, Families families) {
        var ids = contacts.stream().map(contact -> contact.id().value()).toArray(UUID[]::new);
        var starts = contacts.stream().map(FinalContact::startedAt).toArray(Instant[]::new);
        var members =
                contacts.stream().map(contact -> members(contact, families)).toArray(String[]::new);
        return DSL.table(
                        "unnest({0}, {1}, {2})",
                        val(ids), val(starts, SQLDataType.INSTANT.array()), val(members))
                .as("then", "id", "at", "members");
    }

    /** An array in an array has to be text. */
    private static String members(FinalContact contact, Families families) {
        var members = contact.customer().map(families::members).orElse(Set.of());
        return members.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
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

    /**
     * Not to be found by their places in the sequence: while everything is learned for the first
     * time the database believes there are none, and would look through all of them each time.
     */
    private static Field<List<PastContact>> history(long learnedBefore) {
        var seq = DSL.coalesce(CONTACT.LEARNED_SEQ, DSL.inline(Long.MAX_VALUE));
        return PastContacts.newest(
                CONTACT.CUSTOMER_ID
                        .eq(DSL.any(MEMBERS))
                        .and(CONTACT.STARTED_AT.lt(AT))
                        .and(seq.lt(learnedBefore)),
                CONTACT.LEARNED_SEQ);
    }
}
