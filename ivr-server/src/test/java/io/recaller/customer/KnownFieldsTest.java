package io.recaller.customer;

import static io.recaller.customer.People.CUSTOMERS;
import static io.recaller.customer.People.NOW;
import static io.recaller.customer.People.tel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.customer.FieldCatalogue.Kind;
import io.recaller.customer.FieldCatalogue.Sensitivity;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class KnownFieldsTest {
    private static final Database db = TestDatabase.fresh();

    private final KnownFields fields =
            new KnownFields(
                    People.IDS,
                    new FieldCatalogue(
                            List.of(
                                    entry("account", Duration.ofDays(365)),
                                    entry("code", Duration.ofDays(1)))));

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void theNewestValidValueOfAnyChannelPrefills() {
        var customer = customer("+77010000101");
        add(customer, field("account", "111", "shop", NOW.minus(Duration.ofDays(9))));
        add(customer, field("account", "333", "chat", NOW.minus(Duration.ofDays(1))));
        add(customer, field("account", "222", "phone", NOW.minus(Duration.ofDays(5))));
        add(customer, field("code", "1", "chat", NOW.minus(Duration.ofDays(2))));

        var newest = newest(customer);

        assertThat(newest)
                .isEqualTo(
                        Map.of(
                                "account",
                                field("account", "333", "chat", NOW.minus(Duration.ofDays(1)))));
    }

    @Test
    void ofTwoGivenAtOnceTheOneRecordedLastCounts() {
        var customer = customer("+77010000102");
        db.runInTransaction(tx -> {
            var first = field("account", "1", "api", NOW);
            var second = field("account", "2", "api", NOW);
            fields.add(tx, customer, second, Optional.empty(), NOW.plusSeconds(1));
            fields.add(tx, customer, first, Optional.empty(), NOW);
        });

        var newest = newest(customer);

        assertThat(newest.values()).extracting(KnownField::value).containsExactly("2");
    }

    @Test
    void aFieldOutsideTheCatalogueIsRefusedWithoutItsValue() {
        var customer = customer("+77010000103");

        assertThatThrownBy(() -> add(customer, field("shoe_size", "secret42", "chat", NOW)))
                .hasMessageContaining("shoe_size")
                .hasMessageNotContaining("secret42");
    }

    private static FieldCatalogue.Entry entry(String key, Duration retention) {
        return new FieldCatalogue.Entry(
                key, Kind.DIGITS, Sensitivity.PERSONAL, TrustTier.VERIFIED, retention);
    }

    private static KnownField field(String key, String value, String source, Instant at) {
        return new KnownField(key, value, source, at, false);
    }

    private static CustomerId customer(String number) {
        return db.inTransaction(tx -> CUSTOMERS.createWhenNew(tx, tel(number), NOW))
                .single()
                .orElseThrow();
    }

    private void add(CustomerId customer, KnownField field) {
        db.runInTransaction(tx -> fields.add(tx, customer, field, Optional.empty(), NOW));
    }

    private Map<String, KnownField> newest(CustomerId customer) {
        return db.inTransaction(tx -> fields.newest(tx, customer, NOW));
    }
}
