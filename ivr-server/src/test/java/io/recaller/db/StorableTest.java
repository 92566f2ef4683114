package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.jooq.JSONB;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@link Storable} says of texts and times is what PostgreSQL does with them. */
class StorableTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    @Test
    void theDatabaseHoldsExactlyTheTextsThatHaveNoFlaw() {
        var random = new Random(42);
        var refused = 0;
        for (var i = 0; i < 400; i++) {
            var text = text(random);

            assertThat(holds(text)).as("text %s", i).isEqualTo(Storable.flaw(text).isEmpty());

            refused += Storable.flaw(text).isEmpty() ? 0 : 1;
            assertThat(held(Storable.mended(text))).isEqualTo(Storable.mended(text));
        }
        assertThat(refused).isBetween(50, 350);
    }

    @Test
    void aFlawIsToldWithItsPlaceAndWithoutTheText() {
        assertThat(Storable.flaw("Ada\0Lovelace"))
                .hasValueSatisfying(flaw ->
                        assertThat(flaw).contains("U+0000", "position 4").doesNotContain("Ada"));
        assertThat(Storable.flaw("x\uDC00"))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("surrogate", "position 2"));
        assertThat(Storable.flaw("ключ 🔑 \uFFFF")).isEmpty();
        assertThat(Storable.flawOfKey("ж".repeat(1000))).isEmpty();
        assertThat(Storable.flawOfKey("ж".repeat(1001))).isPresent();
    }

    @Test
    void timesUpToTheBoundsAreHeldAndThoseBeyondAreRefusedAsSuch() {
        for (var at : new Instant[] {Storable.EARLIEST, Storable.LATEST}) {
            assertThat(Storable.canHold(at)).isTrue();
            assertThat(
                            db.<Instant>inTransaction(tx ->
                                    tx.dsl()
                                            .select(DSL.val(at, SQLDataType.INSTANT))
                                            .fetchSingle(Record1::value1)))
                    .isEqualTo(at);
        }
        assertThat(Storable.canHold(Instant.MAX)).isFalse();
        assertThat(Storable.canHold(Instant.MIN)).isFalse();
    }

    @Test
    void whatNoDoorSawIsRefusedForGoodAndNotTakenForADatabaseThatIsAway() {
        assertThatThrownBy(() -> held("a\0b"))
                .isInstanceOf(UnstorableException.class)
                .hasMessageContaining("a character that cannot be kept");
        assertThatThrownBy(() ->
                        db.inTransaction(tx ->
                                tx.dsl()
                                        .select(DSL.val(JSONB.valueOf("{\"a\": \"\\u0000\"}")))
                                        .fetch()))
                .isInstanceOf(UnstorableException.class);
        assertThatThrownBy(() ->
                        db.inTransaction(tx ->
                                tx.dsl()
                                        .select(DSL.cast(DSL.val("99999999999"), Integer.class))
                                        .fetch()))
                .isInstanceOf(UnstorableException.class)
                .hasMessageContaining("number");
    }

    private static boolean holds(String text) {
        try {
            return held(text).equals(text);
        } catch (UnstorableException _) {
            return false;
        }
    }

    private static String held(String text) {
        return db.inTransaction(tx ->
                tx.dsl().select(DSL.val(text, SQLDataType.VARCHAR)).fetchSingle(Record1::value1));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(9)) {
                case 0 -> text.append((char) random.nextInt(3));
                case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
                case 3 -> text.append((char) (0xE000 + random.nextInt(0x2000)));
                default -> text.append((char) (1 + random.nextInt(0x500)));
            }
        }
        return text.toString();
    }
}
