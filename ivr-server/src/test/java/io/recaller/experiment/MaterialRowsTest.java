package io.recaller.experiment;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.Arms;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MaterialRowsTest {
    private static final Instant LATER = SyntheticWeek.NEXT_MONDAY.plus(Duration.ofDays(30));
    @AutoClose private static final Database db = TestDatabase.fresh();

    @Test
    void whoTurnedOutToBeOnePersonIsOneCustomerOnAllChannels() {
        new SyntheticWeek(Arms.of(0, "recaller"), Map.of(), "").writeTo(db, 2, 1);
        var customers =
                db.<List<UUID>>inTransaction(
                        tx -> tx.dsl().fetch(CUSTOMER).map(row -> row.getId()));
        var survivor = customers.getFirst();
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, survivor)
                        .where(CUSTOMER.ID.eq(customers.getLast()))
                        .execute());
        var chat = SyntheticWeek.NEXT_MONDAY.plus(Duration.ofDays(2));
        chats(customers.getLast(), chat);

        var material =
                db.<Material>inTransaction(
                        tx -> MaterialRows.read(tx, SyntheticWeek.PERIOD, LATER));

        assertThat(material.menus())
                .isNotEmpty()
                .allSatisfy(heard -> assertThat(heard.customer()).isEqualTo(survivor))
                .allSatisfy(heard -> assertThat(heard.menu()).endsWith("/main"));
        assertThat(material.members()).containsKey(survivor);
        assertThat(material.interactions()).containsOnlyKeys(survivor);
        assertThat(material.interactions().get(survivor))
                .hasSize(material.calls().size())
                .isSorted()
                .endsWith(chat);
    }

    private static void chats(UUID customer, Instant at) {
        var id = new UUID(3, 3);
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CONTACT)
                        .set(CONTACT.ID, id)
                        .set(CONTACT.STARTED_AT, at)
                        .set(CONTACT.SOURCE, "webchat")
                        .set(CONTACT.EXTERNAL_ID, id.toString())
                        .set(CONTACT.NATURE, "interaction")
                        .set(CONTACT.CHANNEL, "chat")
                        .set(CONTACT.DIRECTION, "inbound")
                        .set(CONTACT.CUSTOMER_ID, customer)
                        .execute());
    }
}
