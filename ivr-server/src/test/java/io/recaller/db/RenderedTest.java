package io.recaller.db;

import static io.recaller.db.generated.Tables.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.recaller.db.generated.tables.records.TopicRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RenderedTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    @Test
    void eachParameterIsBoundWhereverItStandsAndTheRestIsText() {
        var word = param("word", SQLDataType.VARCHAR).cast(SQLDataType.CLOB);
        List<Field<String>> fields =
                List.of(word.as("one"), DSL.concat(word, DSL.val("!'")).as("other"));
        var rendered = Rendered.of(select(fields));

        var row = db.atOnce(tx -> rendered.fetchSingle(tx, fields, Map.of("word", "it's § ?")));

        assertThat(row.get(0)).isEqualTo("it's § ?");
        assertThat(row.get(1)).isEqualTo("it's § ?!'");
        assertThat(rendered.toString()).doesNotContain("it's");
    }

    @Test
    void valuesOfEveryKindArriveAsTheyAre() {
        var id = UUID.fromString("01890000-0000-7000-8000-000000000001");
        var at = Instant.parse("2026-11-25T20:00:00.123456Z");
        var fields =
                List.of(
                        param("id", SQLDataType.UUID).as("id"),
                        param("at", SQLDataType.INSTANT).as("at"),
                        param("json", SQLDataType.JSONB).as("json"),
                        param("number", SQLDataType.BIGINT).cast(SQLDataType.BIGINT).as("number"),
                        param("nothing", SQLDataType.UUID).as("nothing"));
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", id);
        values.put("at", at);
        values.put("json", JSONB.valueOf("{\"a\": 1}"));
        values.put("number", -7L);
        var rendered = Rendered.of(select(fields));

        for (var run = 0; run < 8; run++) {
            var row = db.atOnce(tx -> rendered.fetchSingle(tx, fields, values));
            assertThat(row.intoList())
                    .containsExactly(id, at, JSONB.valueOf("{\"a\": 1}"), -7L, null);
        }
    }

    @Test
    void aStatementOfItsOwnIsCommittedAndOneThatFailsIsNot() {
        db.atOnce(tx -> tx.dsl().insertInto(TOPIC, TOPIC.ID).values("kept").execute());
        assertThatThrownBy(() ->
                        db.atOnce(tx ->
                                tx.dsl().insertInto(TOPIC, TOPIC.ID).values("Not one").execute()))
                .isInstanceOf(DataAccessException.class);

        var topics = db.inTransaction(tx -> tx.dsl().selectFrom(TOPIC).fetch(TopicRecord::getId));

        assertThat(topics).contains("kept").doesNotContain("Not one");
    }
}
