package io.recaller.chore;

import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class AgedFieldsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    @AutoClose private static final Database db = TestDatabase.fresh();

    @Test
    void whatMayNotBeKeptAnyLongerIsDeletedAndCountedAndTheRestStays() {
        var meters = new SimpleMeterRegistry();
        var catalogue =
                new FieldCatalogue(
                        List.of(
                                entry("account", Duration.ofDays(30)),
                                entry("area", Duration.ofDays(300))));
        var customer = customer();
        given(customer, "account", 1_201, 31);
        given(customer, "account", 3, 29);
        given(customer, "area", 2, 299);
        given(customer, "taken_out", 2, 731);
        given(customer, "taken_out_too", 1, 729);
        given(customer, "zone", 1, 731);

        new AgedFields(db, new KnownFields(UUID::randomUUID, catalogue), () -> NOW, meters).run();

        assertThat(
                        db.<List<String>>inTransaction(tx ->
                                tx.dsl()
                                        .select(KNOWN_FIELD.KEY)
                                        .from(KNOWN_FIELD)
                                        .orderBy(KNOWN_FIELD.KEY)
                                        .fetch(KNOWN_FIELD.KEY)))
                .containsExactly("account", "account", "account", "area", "area", "taken_out_too");
        assertThat(meters.counter("recaller.retention.deleted", "kind", "known-field").count())
                .isEqualTo(1_204);
    }

    @Test
    void whatTheSettingsKnowNoMoreIsKeptNoShorterThanAnythingTheyKnow() {
        var catalogue = new FieldCatalogue(List.of(entry("card", Duration.ofDays(2_000))));
        var fields = new KnownFields(UUID::randomUUID, catalogue);
        given(customer(), "taken_out_later", 1, 1_999);

        var young = db.<Integer>inTransaction(tx -> fields.forgetAged(tx, NOW, 10));
        var aged =
                db.<Integer>inTransaction(
                        tx -> fields.forgetAged(tx, NOW.plus(Duration.ofDays(2)), 10));

        assertThat(young).isZero();
        assertThat(aged).isOne();
    }

    private static FieldCatalogue.Entry entry(String key, Duration retention) {
        return new FieldCatalogue.Entry(
                key,
                FieldCatalogue.Kind.TEXT,
                FieldCatalogue.Sensitivity.PERSONAL,
                TrustTier.VERIFIED,
                retention);
    }

    private static CustomerId customer() {
        var id = UUID.randomUUID();
        db.runInTransaction(tx -> tx.dsl().execute("insert into customer (id) values (?)", id));
        return new CustomerId(id);
    }

    private static void given(CustomerId customer, String key, int rows, int daysAgo) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "insert into known_field (id, customer_id, key, value, source,"
                                        + " given_at) select gen_random_uuid(), ?, ?, 'v', 's',"
                                        + " ?::timestamptz from generate_series(1, ?)",
                                customer.value(),
                                key,
                                NOW.minus(Duration.ofDays(daysAgo)).toString(),
                                rows));
    }
}
