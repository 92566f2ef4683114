package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was stored before languages were kept by one code. */
final class LanguageMigrationTest {
    private static final List<String> SPELLED =
            List.of(
                    "kz",
                    "rus",
                    "kaz",
                    "kk-KZ",
                    "iw",
                    "kk",
                    "rus-KZ",
                    "ger",
                    "fre-CA",
                    "zh-Hant-TW",
                    "ua",
                    "zzz",
                    "yue");

    @Test
    void itIsHealedAsItIsKeptNowAndEveryTextOfItIsFound() throws SQLException {
        var settings = TestDatabase.asOf("94");
        try (var connection = TestConnections.open(settings)) {
            fill(connection);

            Migration.run(settings);

            for (var each : SPELLED) {
                assertThat(
                                all(
                                        connection,
                                        "select language from customer where segment = '%s'"
                                                .formatted(each)))
                        .as(each)
                        .containsExactly(Language.kept(each).orElseThrow());
            }
            assertThat(all(connection, "select coalesce(language, '-') from thread order by peer"))
                    .containsExactly("kk", "ru-RU", "pt-BR", "-", "-");
            assertThat(all(connection, "select labels::text from topic where id = 'healed'"))
                    .containsExactly("{\"en\": \"Bill\", \"kk\": \"Шот\", \"ru\": \"Счёт\"}");
        }
    }

    /** One rule: what Java keeps of whatever two or three letters are, SQL keeps too. */
    @Test
    void everyCodeOfTwoOrThreeLettersIsTheSameToBoth() throws SQLException {
        var settings = TestDatabase.asOf("94");
        try (var connection = TestConnections.open(settings)) {
            var codes = codes();
            try (var insert =
                    connection.prepareStatement(
                            "insert into customer (id, created_at, language, segment)"
                                    + " values (gen_random_uuid(), now(), ?, ?)")) {
                for (var code : codes) {
                    insert.setString(1, code);
                    insert.setString(2, code);
                    insert.addBatch();
                }
                insert.executeBatch();
            }

            Migration.run(settings);

            var kept =
                    all(connection, "select language from customer order by segment collate \"C\"");
            assertThat(kept).hasSameSizeAs(codes);
            var sorted = codes.stream().sorted().toList();
            for (var i = 0; i < kept.size(); i++) {
                var code = sorted.get(i);
                assertThat(kept.get(i)).as(code).isEqualTo(new Language(code).code());
            }
        }
    }

    private static List<String> codes() {
        var two = letters("").flatMap(LanguageMigrationTest::letters).toList();
        return Stream.concat(two.stream(), two.stream().flatMap(LanguageMigrationTest::letters))
                .filter(code -> Language.kept(code).isPresent())
                .toList();
    }

    private static Stream<String> letters(String before) {
        return "abcdefghijklmnopqrstuvwxyz".chars().mapToObj(c -> before + (char) c);
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var each : SPELLED) {
                statement.execute(
                        "insert into customer (id, created_at, language, segment) values"
                                + " (gen_random_uuid(), now(), '%s', '%s')".formatted(each, each));
            }
            statement.execute(
                    """
                    insert into thread (id, gateway, peer, channel, trust, language, created_at)
                    values (gen_random_uuid(), 'bot', '1', 'messenger', 'claimed', 'kz', now()),
                           (gen_random_uuid(), 'bot', '2', 'messenger', 'claimed', 'RUS_RU.UTF-8', now()),
                           (gen_random_uuid(), 'bot', '3', 'messenger', 'claimed', 'pt-BR', now()),
                           (gen_random_uuid(), 'bot', '4', 'messenger', 'claimed', 'Русский', now()),
                           (gen_random_uuid(), 'bot', '5', 'messenger', 'claimed', null, now());
                    insert into topic (id, labels) values
                        ('healed', '{"en": "Bill", "kz": "wrong", "kk": "Шот", "rus": "Счёт"}');
                    """);
        }
    }

    private static List<String> all(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
