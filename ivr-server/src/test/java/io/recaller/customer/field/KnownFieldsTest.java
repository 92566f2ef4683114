package io.recaller.customer.field;

import static io.recaller.customer.People.CUSTOMERS;
import static io.recaller.customer.People.NOW;
import static io.recaller.customer.People.tel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownFieldsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static int areas = 100;

    private final KnownFields fields =
            new KnownFields(
                    People.IDS,
                    new FieldCatalogue(
                            List.of(
                                    entry("account", Duration.ofDays(365)),
                                    entry("code", Duration.ofDays(1)))));

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

    /** What is chosen in SQL, for facts of an area, is what is shown and spoken. */
    @ParameterizedTest
    @CsvSource({
        "digits:5, 05010, Medeu district, 05010",
        "digits:5, 050 10, 0501, 050 10",
        "digits:5, 05010, 05010x, 05010",
        "digits:5, 05010, 050101, 05010",
        "amount, 12.5, 12.5.1, 12.5",
        "date, 2026-02-28, 2026-13-40, 2026-02-28",
        "text, Medeu, 'Me\u2028deu', Medeu",
        "text, Medeu, '  ', Medeu",
        "digits:5, 0501, 050101, ",
        "text, Алмалы ауданы, Mitte, Mitte"
    })
    void theAreaOfAQueryIsTheFieldThatIsUsed(
            String format, String claimed, String verified, @Nullable String used) {
        var area =
                new FieldCatalogue.Entry(
                        "area",
                        FieldFormat.parse(format),
                        Sensitivity.PLAIN,
                        TrustTier.CLAIMED,
                        Duration.ofDays(9));
        var store =
                new KnownFields(People.IDS, new FieldCatalogue(List.of(area), Optional.of("area")));
        var customer = customer("+77010003%03d".formatted(areas++));
        db.runInTransaction(tx -> {
            for (var field :
                    List.of(
                            new KnownField("area", claimed, "web", NOW, false),
                            new KnownField("area", verified, "web", NOW, true))) {
                store.add(tx, customer, field, Optional.empty(), NOW);
            }
        });

        db.runInTransaction(tx -> {
            var query = KnownFields.newestValueOf(Merges.familyOf(customer), area, NOW);
            assertThat(tx.dsl().fetch(query).getValues(0, String.class))
                    .isEqualTo(used == null ? List.of() : List.of(used));
            assertThat(store.newest(tx, customer, NOW).values())
                    .extracting(KnownField::value)
                    .isEqualTo(used == null ? List.of() : List.of(used));
        });
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
